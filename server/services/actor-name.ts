import type { Actor } from '@/server/domain/permission/actor';

/** What an actor is called beside what they did; screens hold a label for a resident and for a job's code. */
export function nameOfActor(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.name;
    case 'resident':
      return 'resident';
    case 'system':
      return actor.job;
  }
}
