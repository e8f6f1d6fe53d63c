"""What lies where it should not on a page."""

# Rows, words and buttons that reach out of their card, or out of the row above. What a
# scrolling region holds may lie below its fold: the region itself has to lie in the card.
MISPLACED = """() => {
  const wanted = "button, h2, dt, dd, output, .sum, .modelled, .key span, .label," +
    ".note, .big span, .phase, .clock, #legend li > *, #events .name:not(.crowded)";
  const scrolls = (own, card) => {
    for (let at = own.parentElement; at && at !== card; at = at.parentElement) {
      if (at.scrollHeight > at.clientHeight + 1 &&
        ["auto", "scroll"].includes(getComputedStyle(at).overflowY)) return at;
    }
    return own;
  };
  const found = [];
  const lines = [];
  for (const card of document.querySelectorAll(".card, .transport")) {
    const box = card.getBoundingClientRect();
    for (const own of card.querySelectorAll(wanted)) {
      const at = scrolls(own, card).getBoundingClientRect();
      if (!own.getBoundingClientRect().width || own.closest("#mail")) continue;
      const out = [box.left - at.left, at.right - box.right, box.top - at.top,
        at.bottom - box.bottom];
      if (Math.max(...out) > 0.5) found.push(own.id || own.textContent);
      if (own.matches("#legend li > span")) lines.push(at);
    }
  }
  lines.forEach((at, i) => {
    if (i && at.top < lines[i - 1].bottom - 0.5) found.push("legend row " + i);
  });
  const clipped = [...document.querySelectorAll(".card > header, .sum, .tile .detail")]
    .filter((own) => own.clientWidth && own.scrollWidth > own.clientWidth + 1);
  return [...found, ...clipped.map((own) => own.textContent.trim())];
}"""
