"""Pictures for documents, in the page's own colours."""
