const signs = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];

/**
 * True where the checksum of a Bitcoin Cash address fits (CashAddr specification): `prefix` is the network, `payload`
 * the 42 signs behind the colon, in small letters.
 */
export function cashAddressHolds(prefix: string, payload: string): boolean {
  const values = [...prefix].map((letter) => letter.charCodeAt(0) & 31);
  values.push(0);
  for (const sign of payload) {
    const value = signs.indexOf(sign);
    if (value < 0) return false;
    values.push(value);
  }
  let checksum = 1n;
  for (const value of values) {
    const top = checksum >> 35n;
    checksum = ((checksum & 0x07ffffffffn) << 5n) ^ BigInt(value);
    for (let bit = 0; bit < 5; bit++) if ((top >> BigInt(bit)) & 1n) checksum ^= generators[bit]!;
  }
  return checksum === 1n;
}
