/** What the exit codes say; `docs/cli.md` promises them to scripts. */
export const EXIT = Object.freeze({
  /** Done; of a screening: everybody is clear. */
  clear: 0,
  /** Screened, and at least one alert. */
  alerts: 1,
  /** Something could not be done or not be screened. Wins over alerts. */
  error: 2,
  /** Ended by Ctrl-C. */
  interrupted: 130,
  /** The reader of the output went away. */
  brokenPipe: 141,
});
