import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** How an authenticator lies, or what its owner does not do. */
export interface Slip {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  /** The owner has not unlocked it. */
  readonly unverified?: boolean;
  readonly counter?: number;
}

const [PRESENT, VERIFIED, WITH_CREDENTIAL] = [0x01, 0x04, 0x40];

/** A passkey in software: one ES256 credential (WebAuthn Level 3, 6.1 and 6.5). */
export class SoftPasskey {
  readonly id = randomBytes(32);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private counter = 0;
  private readonly origin: string;
  private readonly rpId: string;

  constructor(origin: string) {
    this.origin = origin;
    this.rpId = new URL(origin).hostname;
  }

  create({ challenge }: PublicKeyCredentialCreationOptionsJSON, slip: Slip = {}): RegistrationResponseJSON {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const cose = cbor(
      new Map<Cbor, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, cose]);
    const authData = Buffer.concat([this.authenticatorData(WITH_CREDENTIAL, slip), credential]);
    const attestation = new Map<Cbor, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: this.clientData('webauthn.create', challenge, slip).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  get({ challenge }: PublicKeyCredentialRequestOptionsJSON, slip: Slip = {}): AuthenticationResponseJSON {
    this.counter++;
    const data = this.authenticatorData(0, slip);
    const client = this.clientData('webauthn.get', challenge, slip);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
      },
    };
  }

  private credential() {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const;
  }

  private clientData(type: string, challenge: string, slip: Slip): Buffer {
    const origin = slip.origin ?? this.origin;
    return Buffer.from(JSON.stringify({ type, challenge: slip.challenge ?? challenge, origin }));
  }

  private authenticatorData(flags: number, slip: Slip): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(slip.counter ?? this.counter);
    const rpHash = createHash('sha256')
      .update(slip.rpId ?? this.rpId)
      .digest();
    const all = flags | PRESENT | (slip.unverified === true ? 0 : VERIFIED);
    return Buffer.concat([rpHash, Buffer.of(all), counter]);
  }
}

type Cbor = number | string | Buffer | Map<Cbor, Cbor>;

/** RFC 8949, as much of it as an authenticator writes. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const members = [...value].flatMap(([name, member]) => [cbor(name), cbor(member)]);
  return Buffer.concat([head(5, value.size), ...members]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.of((major << 5) | length);
  if (length < 256) return Buffer.of((major << 5) | 24, length);
  return Buffer.of((major << 5) | 25, length >> 8, length & 255);
}
