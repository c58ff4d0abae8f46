/** What one policy made of a set of screenings. */
export interface EvaluatedSide {
  /** `NAME@VERSION`; of a candidate that is not stored yet its name. */
  readonly policy: string;
  /** Subjects with at least one match. */
  readonly alerted: number;
  /** Pairs of subject and entity. */
  readonly alerts: number;
  /** Subjects of a thousand that are alerted: what the policy costs its readers. */
  readonly alertedPerThousand: number;
  /** Subjects that cannot be screened under it. */
  readonly refused: number;
}

/** How many alerts came or went, by what they have in common. */
export interface ChangedAlerts {
  readonly alerts: number;
  readonly byList: Readonly<Record<string, number>>;
  readonly byDoor: Readonly<Record<string, number>>;
  readonly byCulture: Readonly<Record<string, number>>;
}

/** What a policy does to people of whom it is known whether they are listed. */
export interface LabelledFigures {
  /** Files of the labelled data, and how many people were taken of each. */
  readonly people: Readonly<Record<string, number>>;
  /** Share of listed people who are found, of unlisted people who are alerted. */
  readonly before?: { readonly found: number; readonly falselyAlerted: number };
  readonly after: { readonly found: number; readonly falselyAlerted: number };
}

/** What a change of policy would have changed: stored with every version. */
export interface PolicyEvaluation {
  /** Index that both answered from; none where nothing could be compared. */
  readonly index?: string;
  readonly lists?: Readonly<Record<string, string>>;
  /** Why there are no figures: a profile that came with Riegel. */
  readonly remark?: string;
  readonly screenings: number;
  /** Stored screenings that could not be taken, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly before?: EvaluatedSide;
  readonly after?: EvaluatedSide;
  readonly added?: ChangedAlerts;
  readonly removed?: ChangedAlerts;
  readonly labelled?: LabelledFigures;
}
