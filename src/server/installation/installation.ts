import { type Casework, openCasework } from '../../casework/index.ts';
import { RiegelError } from '../../entity/index.ts';
import { EventFeed, openWebhooks, type WebhookPolicy, type Webhooks } from '../../events/index.ts';
import { type Journal, type JournalKeys, openJournal, openKeys } from '../../journal/index.ts';
import { ENGINE_VERSION, type MatchIndex } from '../../match/index.ts';
import {
  type Customers,
  type Links,
  type OwnershipRegister,
  openLinks,
  openOwnership,
  openPolicies,
  type Policy,
  type PolicyBook,
  type PolicyContext,
  type ScreeningBasis,
  type SubjectErasure,
} from '../../screening/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { type Access, openAccess } from '../auth/index.ts';
import { Tally } from '../metrics/tally.ts';
import type { Service } from '../service.ts';
import { tracingTakeIn } from '../tracing/spans.ts';
import { followCaseworkPolicy } from './casework-policy.ts';
import { CustomersInStep } from './customers-in-step.ts';
import { entitiesInForce } from './entities-in-force.ts';
import { LinksInStep } from './links-in-step.ts';
import { OwnershipInForce } from './ownership-in-force.ts';
import { PoliciesInForce } from './policies-in-force.ts';
import { tellLists } from './tell-lists.ts';

export interface InstallationOptions {
  readonly dataDir: string;
  /** `postgres://…`: a server instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Under which people reach the service. */
  readonly origin: string;
  readonly service: Service;
  /** Told of what goes wrong in the background. Default: nobody. */
  readonly onError?: (error: unknown) => void;
  /** Worker threads for customers. Default: one for each core. */
  readonly workers?: number;
  /** How webhooks are delivered; what is left out is as `DEFAULT_WEBHOOK_POLICY` says. */
  readonly webhooks?: Partial<WebhookPolicy>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
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
  readonly events: EventFeed;
  readonly webhooks: Webhooks;
  readonly links: Links;
  readonly ownership: OwnershipRegister;
  /**
   * To be called once who owns whom may have changed, by an upload, a link or the day. Customers of whom another answer
   * follows are screened at once.
   */
  ownershipChanged(): Promise<void>;
  /** Makes the links anew where other lists are in place than when they were made; waits where that is under way. */
  renewLinks(): Promise<void>;
  /** Throws `server/not-ready` until the lists are loaded. */
  customers(): Customers;
  /** What screens at a door now: for many subjects that must rest on one index. Throws `server/not-ready`, `policy/…`. */
  standing(context: PolicyContext): Promise<Standing>;
  /**
   * To be told once a policy is in force. Customers are screened with it from then on; those that were screened before
   * are a pending change, which the next sweep answers. Throws `policy/…` where it does not hold for customers.
   */
  policyChanged(): Promise<void>;
  /** Tells the journal which lists are in force, and what was refused, where it has not been told. */
  tellLists(): Promise<void>;
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
  const { dataDir, databaseUrl, origin, service, workers, onError = () => {}, now = Date.now } = options;
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const keys = openKeys({ dataDir });
    const journal = await openJournal(store, keys, { now });
    const access = await openAccess({ store, journal, keys, origin, now });
    const policies = await openPolicies(store, journal);
    const ownership = openOwnership(store, journal);
    const ownershipInForce = new OwnershipInForce(store, ownership, now);
    const policiesInForce = new PoliciesInForce(policies, ownershipInForce, now);
    const caseworkPolicy = await followCaseworkPolicy(policies, onError);
    const opened = openCasework({
      ...{ store, journal, entities: entitiesInForce(service), now },
      policy: caseworkPolicy.current,
    });
    const links = openLinks({ store, journal, now });
    const linksInStep = new LinksInStep(links, service, ACTOR);
    const events = new EventFeed(store);
    const webhooks = openWebhooks({ store, journal, keys, feed: events, policy: options.webhooks });
    const tally = new Tally();
    const casework: Casework = { ...opened, takeIn: tracingTakeIn(tally.counting(opened.takeIn)) };

    const erasure: SubjectErasure = {
      check: (wish) => casework.checkErasable(wish),
      erase: (wish) => casework.eraseSubject({ ...wish, actor: { user: wish.actor } }),
    };

    const standing = async (context: PolicyContext): Promise<Standing> => {
      const loaded = service.ready();
      const { index } = loaded;
      const { policy, name, ownership } = await policiesInForce.at(context, loaded);
      const { jurisdiction, party } = context;
      const basis: ScreeningBasis = {
        index: index.info.id,
        engine: ENGINE_VERSION,
        lists: index.info.lists,
        policy: name,
        ...(jurisdiction === undefined ? {} : { jurisdiction }),
        ...(party === undefined ? {} : { party }),
        ...(ownership === undefined ? {} : { ownership }),
      };
      return { index, policy, basis };
    };
    const inForce = async () => {
      const { index, policy, basis } = await standing({ door: 'customer' });
      const { policy: policyName, ownership } = basis;
      return { index, policy, policyName, ...(ownership === undefined ? {} : { ownership }) };
    };

    const inStep = new CustomersInStep({
      ...{ dataDir, store, journal, casework, takeIn: casework.takeIn, inForce, now, erasure, actor: ACTOR },
      ...(workers === undefined ? {} : { workers }),
    });
    const tell = async () => tellLists({ store, journal, dataDir }, service.ready().index.info.lists);

    let loadedAt: number | undefined;
    service.whenReplaced(async () => {
      loadedAt = now();
      // What cannot be told keeps nobody from being screened.
      const told = tell();
      told.catch(() => {});
      // What goes wrong with the links the duties will meet again, and tell.
      await inStep.listsReplaced(linksInStep.renew().catch(() => {}));
      await told;
    });

    return {
      ...{
        dataDir,
        service,
        store,
        journal,
        keys,
        access,
        policies,
        policiesInForce,
        casework,
        links,
        ownership,
        events,
        webhooks,
        tally,
      },
      renewLinks: () => linksInStep.renew(),
      customers() {
        if (inStep.customers !== undefined) return inStep.customers;
        throw new RiegelError('server/not-ready', 'The customers are not ready', {
          expected: 'to be asked again once /readyz answers 200',
        });
      },
      indexAge: () => (loadedAt === undefined ? undefined : now() - loadedAt),
      standing,
      async policyChanged() {
        policiesInForce.changed();
        await caseworkPolicy.reread();
        if (inStep.customers !== undefined) await inStep.putInForce();
      },
      async ownershipChanged() {
        ownershipInForce.changed();
        await inStep.ownershipChanged();
      },
      tellLists: tell,
      async close() {
        caseworkPolicy.stop();
        await webhooks.close();
        await linksInStep.close();
        await inStep.close();
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
