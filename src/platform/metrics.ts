import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What Prometheus reads. All but the durations are read from the shared stores at
 * each scrape: every process shows the same figures, so they are not summed over
 * processes (take `max`), and counters start again at local midnight.
 */
export type Metrics = ReturnType<typeof createMetrics>;

/** Makes the metrics on a registry of their own; one per process. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) => new Gauge({ name, help, labelNames, registers });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    shared: {
      calls: counter('hotline_calls_total', 'Calls since local midnight', ['line']),
      decisions: counter('hotline_decisions_total', 'Admission decisions since local midnight', ['decision']),
      outcomes: counter('hotline_outcomes_total', 'How calls ended since local midnight', ['outcome']),
      promises: counter('hotline_promises_total', 'Promised callbacks since local midnight: kept, early, late', ['result']),
      people: counter('hotline_people_total', 'Different callers on the vaccination line since local midnight', []),
      attempts: counter('hotline_attempts_total', 'Calls on the vaccination line since local midnight', []),
      bookings: counter('hotline_bookings_total', 'People ever booked', []),
      activeCalls: gauge('hotline_active_calls', 'Calls in the menu', []),
      waitingCalls: gauge('hotline_waiting_calls', 'Callers on hold', []),
      openCallbacks: gauge('hotline_callbacks_open', 'Callbacks still owed', []),
      agents: gauge('hotline_agents', 'Agents by state', ['state']),
      slotsFree: gauge('hotline_slots_free', 'Free first places from now on', ['kreis']),
    },
    partUp: gauge('hotline_part_up', '1 while a part the line needs answers', ['part']),
    webhookDuration: new Histogram({
      name: 'hotline_webhook_duration_seconds',
      help: 'From the webhook to its answer, in this process',
      labelNames: ['route'],
      // Callers notice from about a quarter of a second; the network gives up at 15 s, we at 3
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
      registers,
    }),
  };
}
