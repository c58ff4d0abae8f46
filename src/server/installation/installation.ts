import { type Casework, openCasework } from '../../casework/index.ts';
import { RiegelError } from '../../entity/index.ts';
import { type Journal, type JournalKeys, openJournal, openKeys } from '../../journal/index.ts';
import { ENGINE_VERSION, type MatchIndex } from '../../match/index.ts';
import {
  type Customers,
  openCustomers,
  openPolicies,
  type PendingChange,
  type Policy,
  type PolicyBook,
  type PolicyContext,
  type ScreeningBasis,
  sameLists,
} from '../../screening/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { type Access, openAccess } from '../auth/index.ts';
import { inBackground } from '../background/background.ts';
import { type ListWork, openListWork } from '../list-work/list-work.ts';
import { Tally } from '../metrics/tally.ts';
import type { Service } from '../service.ts';
import { entitiesInForce } from './entities-in-force.ts';
import { PoliciesInForce } from './policies-in-force.ts';

export interface InstallationOptions {
  readonly dataDir: string;
  /** `postgres://…`: a server instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Under which people reach the service. */
  readonly origin: string;
  readonly service: Service;
  /** Worker threads for customers. Default: one for each core. */
  readonly workers?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Mail address or page told to the authorities whose lists are fetched. */
  readonly contact?: string | undefined;
  /** Told of what goes wrong where nobody waits for an answer. */
  readonly onError?: (error: unknown) => void;
}

/** Everything that runs in one place: lists, database, journal, policies, casework, customers, and who may come in. */
export interface Installation {
  readonly dataDir: string;
  readonly service: Service;
  readonly store: Store;
  readonly journal: Journal;
  readonly keys: JournalKeys;
  readonly access: Access;
  readonly policies: PolicyBook;
  readonly policiesInForce: PoliciesInForce;
  readonly casework: Casework;
  readonly listWork: ListWork;
  /** Throws `server/not-ready` until the lists are loaded. */
  customers(): Customers;
  /** What screens at a door now: for many subjects that must rest on one index. Throws `server/not-ready`, `policy/…`. */
  standing(context: PolicyContext): Promise<Standing>;
  /**
   * To be told once a policy is in force. Customers are screened with it from then on; those that were screened before
   * are a pending change, which the next sweep answers. Throws `policy/…` where it does not hold for customers.
   */
  policyChanged(): Promise<void>;
  /**
   * Screens the customers against what changed in the lists and is not answered yet. Nothing where nothing changed, and
   * where only the policy did: that is for the next sweep.
   */
  answerListChange(): Promise<void>;
  /** Milliseconds since the index that answers was put in place; none where there is none yet. */
  indexAge(): number | undefined;
  /** What was recorded here since the start. */
  readonly tally: Tally;
  close(): Promise<void>;
}

/** Index and policy at a door, and how the journal names them. */
export interface Standing {
  readonly index: MatchIndex;
  readonly policy: Policy;
  readonly basis: ScreeningBasis;
}

/** As the journal names what an installation does by itself. */
const ACTOR = 'riegel:server';

/**
 * Opens an installation. Whenever its service has loaded other lists, the customers are screened against what has
 * changed in them. Throws `store/…`, `journal/…`, `access/…`.
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDir, databaseUrl, origin, service, workers, now = Date.now, onError = () => {} } = options;
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const keys = openKeys({ dataDir });
    const journal = await openJournal(store, keys, { now });
    const access = await openAccess({ store, journal, keys, origin, now });
    const policies = await openPolicies(store, journal);
    const policiesInForce = new PoliciesInForce(policies);
    const opened = openCasework({ store, journal, entities: entitiesInForce(service), now });
    const tally = new Tally();
    const casework: Casework = { ...opened, takeIn: tally.counting(opened.takeIn) };
    let customers: Customers | undefined;

    const standing = async (context: PolicyContext): Promise<Standing> => {
      const { index } = service.ready();
      const { policy, name } = await policiesInForce.at(context, index.info);
      const { jurisdiction, party } = context;
      const basis: ScreeningBasis = {
        index: index.info.id,
        engine: ENGINE_VERSION,
        lists: index.info.lists,
        policy: name,
        ...(jurisdiction === undefined ? {} : { jurisdiction }),
        ...(party === undefined ? {} : { party }),
      };
      return { index, policy, basis };
    };
    const inForce = async () => {
      const { index, policy, basis } = await standing({ door: 'customer' });
      return { index, policy, policyName: basis.policy };
    };

    let loadedAt: number | undefined;
    let turn: Promise<unknown> = Promise.resolve();
    const inTurn = (work: () => Promise<unknown>): Promise<unknown> => {
      const next = turn.then(work);
      turn = next.catch(() => {});
      return next;
    };
    /** Id of the index that customers are screened with. */
    let placed: string | undefined;
    const putInForce = () =>
      inTurn(async () => {
        const wanted = await inForce();
        if (customers === undefined) {
          customers = await openCustomers({
            ...{ store, journal, takeIn: casework.takeIn, inForce: wanted, now },
            ...(workers === undefined ? {} : { workers }),
          });
        } else await customers.putInForce(wanted);
        placed = wanted.index.info.id;
      });
    let answering: Promise<unknown> = Promise.resolve();
    /** One at a time: two would stand in each other's way. */
    const answerChange = (isMeant: (pending: PendingChange) => boolean): Promise<void> => {
      const answered = answering.then(async () => {
        const pending = await customers?.pendingChange();
        if (customers === undefined || pending === undefined || !isMeant(pending)) return;
        const { from, to } = pending;
        const change = await inBackground('change', { dataDir, from: from.lists, to: to.lists });
        await customers.answerChange(change, {
          actor: ACTOR,
          delisted: async (ids) => {
            await casework.onDelisted(ids, to.index);
          },
        });
      });
      answering = answered.catch(() => {});
      return answered;
    };
    service.whenReplaced(async () => {
      loadedAt = now();
      await putInForce();
      await answerChange(() => true);
    });
    const listWork = await openListWork({
      ...{ dataDir, store, journal, service, now, onError, contact: options.contact },
    });

    return {
      ...{ dataDir, service, store, journal, keys, access, policies, policiesInForce, casework, tally },
      listWork,
      customers() {
        if (customers !== undefined) return customers;
        throw new RiegelError('server/not-ready', 'The customers are not ready', {
          expected: 'to be asked again once /readyz answers 200',
        });
      },
      indexAge: () => (loadedAt === undefined ? undefined : Math.max(0, now() - loadedAt)),
      standing,
      async policyChanged() {
        policiesInForce.changed();
        await inTurn(async () => customers?.putInForce(await inForce()));
      },
      async answerListChange() {
        if (service.isReady && service.ready().index.info.id !== placed) await putInForce();
        await answerChange(({ from, to }) => !sameLists(from.lists, to.lists));
      },
      async close() {
        await listWork.close();
        await customers?.close();
        await access.close();
        await journal.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
