// @ts-check
/** Where the notes stand: over the column beside the charts, never over the kill switch. */

/** Between the sheet and what it stands on. */
const GAP = 8;

/** @param {HTMLElement} sheet */
export function placed(sheet) {
  const rail = document.querySelector(".rail");
  const kill = document.querySelector("#controls .kill");
  if (!rail || !kill) return;
  const again = () => place(sheet, rail, kill);
  for (const part of [rail, kill]) new ResizeObserver(again).observe(part);
  addEventListener("resize", again);
  again();
}

/** @param {HTMLElement} sheet @param {Element} column @param {Element} foot */
function place(sheet, column, foot) {
  const box = column.getBoundingClientRect();
  const stop = foot.getBoundingClientRect().top;
  const beside = box.left > innerWidth / 2 && stop - box.top > 400;
  sheet.classList.toggle("beside", beside);
  /** @param {number} pixels nothing where the sheet stands at the foot of the page */
  const own = (pixels) => (beside ? `${pixels}px` : "");
  Object.assign(sheet.style, {
    left: own(box.left),
    width: own(box.width),
    top: own(box.top),
    height: own(stop - GAP - box.top),
  });
}
