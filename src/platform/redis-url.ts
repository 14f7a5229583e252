/** Reads an address of Redis: one server, or the nodes of a cluster, which the address standard has no form for. */
export type RedisTarget =
  | { url: string }
  | { nodes: { host: string; port: number }[]; access: { username?: string; password?: string; tls?: Record<string, never> } };

const SHAPE = /^(rediss?):\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/0?)?(?:\?(.*))?$/;
const NODE = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/;
const USUAL_PORT = 6379;

/**
 * `redis://user:password@host:port,host:port` or `redis://host:port?cluster=1` → nodes; anything else is one server.
 * A cluster has no numbered databases: an address with a list of nodes and a database is taken for one server, whose name will not resolve.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const [, scheme, who = '', hosts = '', query = ''] = SHAPE.exec(url) ?? [];
  if (!scheme || (!hosts.includes(',') && new URLSearchParams(query).get('cluster') !== '1')) return { url };
  const nodes = hosts.split(',').map(parseNode);
  if (!nodes.every((node) => node !== undefined)) return { url };
  const [username = '', password = ''] = who.includes(':') ? split(who) : ['', who];
  return {
    nodes,
    access: {
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      ...(scheme === 'rediss' ? { tls: {} } : {}),
    },
  };
}

/** May be given as `REDIS_URL`: one server, a unix socket, or the nodes of a cluster. */
export function isRedisUrl(url: string): boolean {
  if (/^unix:\/\/|^\//.test(url)) return true;
  return /^rediss?:\/\//.test(url) && ('nodes' in parseRedisUrl(url) || URL.canParse(url));
}

function parseNode(text: string): { host: string; port: number } | undefined {
  const [, ipv6, name, port] = NODE.exec(text.trim()) ?? [];
  const host = ipv6 ?? name;
  return host === undefined ? undefined : { host, port: port === undefined ? USUAL_PORT : Number(port) };
}

function split(who: string): [string, string] {
  const at = who.indexOf(':');
  return [who.slice(0, at), who.slice(at + 1)];
}
