/** Why this agent may see an appointment: it belongs to the number on the line, or a birth date that fits was given. */
export interface Proof {
  birthDate?: string;
}

/** The proof where a request has no body: never in the address. */
export function proofHeaders({ birthDate }: Proof): Record<string, string> {
  return birthDate === undefined ? {} : { 'X-Birth-Date': birthDate };
}
