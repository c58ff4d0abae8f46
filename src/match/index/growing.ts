/** The same column with room for twice as many. */
export function doubled<Column extends Uint8Array | Uint32Array | Int32Array>(column: Column): Column {
  const larger = new (column.constructor as new (length: number) => Column)(column.length * 2);
  larger.set(column);
  return larger;
}

/** Typed columns that grow while an index is built. */
export class GrowingU32 {
  private data = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) this.data = doubled(this.data);
    this.data[this.length++] = value;
  }

  at(place: number): number {
    return this.data[place]!;
  }

  /** Appends what stands at `from … to` once more. */
  repeat(from: number, to: number): void {
    for (let place = from; place < to; place++) this.push(this.data[place]!);
  }

  append(values: Uint32Array): void {
    while (this.length + values.length > this.data.length) this.data = doubled(this.data);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  /** What is there by now; to be asked for anew after the column has grown. */
  view(): Uint32Array {
    return this.data.subarray(0, this.length);
  }

  done(): Uint32Array {
    return this.data.slice(0, this.length);
  }
}

export class GrowingU8 {
  private data = new Uint8Array(1024);
  length = 0;

  push(value: number): void {
    this.reserve(1);
    this.data[this.length++] = value;
  }

  at(place: number): number {
    return this.data[place]!;
  }

  /** Appends what stands at `from … to` once more. */
  repeat(from: number, to: number): void {
    for (let place = from; place < to; place++) this.push(this.data[place]!);
  }

  append(values: Uint8Array): void {
    this.reserve(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.data.length) return;
    const grown = new Uint8Array(Math.max(this.data.length * 2, this.length + count));
    grown.set(this.data);
    this.data = grown;
  }

  /** What is there by now; to be asked for anew after the column has grown. */
  view(): Uint8Array {
    return this.data.subarray(0, this.length);
  }

  done(): Uint8Array {
    return this.data.slice(0, this.length);
  }
}
