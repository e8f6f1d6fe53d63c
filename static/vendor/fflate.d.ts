/** What we use of it. */
export function unzlibSync(data: Uint8Array): Uint8Array;
export function inflateSync(data: Uint8Array): Uint8Array;
