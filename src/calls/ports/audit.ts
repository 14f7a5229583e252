/** What people did, and the machine in their name; kept for good. Thresholds keep their own history. */

export interface AuditEntry {
  atMs: number;
  who: string;
  /** In words that stay the same, like `shadow started`. */
  what: string;
  details: Readonly<Record<string, unknown>>;
}

export interface AuditLog {
  /** Durable before it returns. */
  add(entry: AuditEntry): Promise<void>;
}

/** What is looked for; what is left out does not matter. */
export interface AuditQuestion {
  who?: string;
  /** The first words of what was done: `sign-in` finds `sign-in failed` and `sign-in locked`. */
  what?: string;
  /** From this instant on. */
  fromMs?: number;
  /** Before this instant. */
  toMs?: number;
  /** Only what was written before the entry with this id. */
  beforeId?: number;
  most: number;
}

export interface AuditTrail {
  /** The newest first. Throws `POSTGRES_DOWN`. */
  find(question: AuditQuestion): Promise<(AuditEntry & { id: number })[]>;
}
