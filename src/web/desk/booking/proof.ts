/** Why this agent may see an appointment: it belongs to the number on the line, or a birth date that fits was given. */
export interface Proof {
  birthDate?: string;
}
