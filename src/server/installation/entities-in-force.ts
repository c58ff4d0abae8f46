import type { DesignatedEntities, DesignatedEntity } from '../../casework/index.ts';
import type { Service } from '../service.ts';

/** The entities of the lists in force, for the casework: by their ids of now, or those that they had before. */
export function entitiesInForce(service: Service): DesignatedEntities {
  return {
    async find(ids) {
      const { book } = service.ready().lookup;
      const found = new Map<string, DesignatedEntity>();
      for (const id of ids) {
        const [number] = [...book.numbersOf(id), ...book.numbersOfReferent(id)];
        if (number !== undefined) found.set(id, book.entity(number));
      }
      return found;
    },
  };
}
