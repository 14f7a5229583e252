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
