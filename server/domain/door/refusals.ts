import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a code does not let somebody act, or a phone cannot be changed. */
export type DoorRefusal =
  /** Asked for or guessed too often; nobody is told which. */
  | Refusal<'door.too_many', object>
  /** Wrong, too old, used, replaced or guessed at too often: all the same to whoever types it. */
  | Refusal<'door.code_refused', object>
  | Refusal<'door.no_phone', object>
  | Refusal<'door.phone_malformed', object>
  | Refusal<'door.phone_same', object>
  | Refusal<'door.not_in_care', object>
  | Refusal<'door.phone_change_decided', object>
  | Refusal<'door.reason_missing', object>;
