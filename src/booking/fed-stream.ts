/** What takes bytes or objects and gives others; any Duplex of Node is one. */
interface Stage extends NodeJS.ReadWriteStream {
  readonly destroyed: boolean;
  destroy(fault?: Error): unknown;
}

/**
 * Feeds bytes through a chain of streams and yields what comes out of the last one, never holding more than their buffers.
 * A fault of any of them, or of the source, ends the reading with it; whoever stops reading stops the source.
 */
export async function* throughStreams<T>(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  stages: [Stage, ...Stage[]],
): AsyncGenerator<T> {
  const [first] = stages;
  const last = stages.reduce((from, to) => {
    // pipe passes on what flows, not what fails
    from.on('error', (fault) => to.destroy(fault));
    return from.pipe(to);
  });
  const feeding = feed(source, first).catch(
    (fault: unknown) => void last.destroy(fault instanceof Error ? fault : new Error(String(fault))),
  );
  try {
    yield* last as AsyncIterable<T>;
  } finally {
    for (const stage of stages) stage.destroy();
    await feeding;
  }
}

async function feed(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, into: Stage): Promise<void> {
  for await (const bytes of source) {
    if (into.destroyed) return;
    if (!into.write(bytes)) await roomIn(into);
  }
  if (!into.destroyed) into.end();
}

function roomIn(stream: Stage): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.once('drain', go).once('close', go);
  });
}
