/** What we use of it. */
export function sha256(data: Uint8Array): Uint8Array;
