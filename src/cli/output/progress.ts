const EVERY_MS = 250;

/** The line at the foot of a terminal that tells how far a screening is. Says nothing where stderr is none. */
export class ProgressLine {
  private started = performance.now();
  private drawnAt = 0;
  private drawn = false;
  private readonly stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.stream = stream;
  }

  /** Counts from now on. */
  restart(): void {
    this.started = performance.now();
  }

  /**
   * @param done subjects answered
   * @param read share of the input read, 0 … 1; absent where unknown
   */
  show(done: number, read?: number): void {
    const now = performance.now();
    if (!this.stream.isTTY || now - this.drawnAt < EVERY_MS) return;
    this.drawnAt = now;
    this.drawn = true;
    const seconds = (now - this.started) / 1000;
    const rate = `${Math.round(done / seconds).toLocaleString('en')}/s`;
    const left =
      read !== undefined && read > 0.01
        ? `, ${(read * 100).toFixed(0)} %, ${duration((seconds / read) * (1 - read))} left`
        : '';
    this.stream.write(`\r\u001b[2K${done.toLocaleString('en')} screened, ${rate}${left}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.drawn) this.stream.write('\r\u001b[2K');
    this.drawn = false;
  }
}

/** `45 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s`;
  return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
}
