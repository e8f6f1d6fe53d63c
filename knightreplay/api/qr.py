"""QR codes as the pages draw them."""

import qrcode


def rows_of(text: str) -> list[str]:
    """The squares of a code, a row a string; 1 is dark."""
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make(fit=True)
    return ["".join("01"[dark] for dark in row) for row in code.get_matrix()]
