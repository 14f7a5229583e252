import { describe, expect, it } from '@jest/globals';
import { isRedisUrl, parseRedisUrl } from '../../src/platform/redis-url.ts';

const node = (port: number) => ({ host: 'redis', port });

describe('the address of Redis', () => {
  it.each([
    'redis://localhost:6379',
    'rediss://user:secret@redis.example.org:6380/2',
    'redis:///0',
    '/var/run/redis.sock',
    'unix:///run/redis.sock',
  ])('names one server: %s', (url) => {
    expect(parseRedisUrl(url)).toEqual({ url });
    expect(isRedisUrl(url)).toBe(true);
  });

  it.each([
    ['redis://redis:7001,redis:7002', { nodes: [node(7001), node(7002)], access: {} }],
    ['redis://redis?cluster=1', { nodes: [node(6379)], access: {} }],
    ['redis://:p%40ss@redis:7001,redis:7002/0', { nodes: [node(7001), node(7002)], access: { password: 'p@ss' } }],
    ['rediss://me:secret@redis:7001/?cluster=1', { nodes: [node(7001)], access: { username: 'me', password: 'secret', tls: {} } }],
    ['redis://[::1]:7001,redis:7002', { nodes: [{ host: '::1', port: 7001 }, node(7002)], access: {} }],
  ])('names a cluster: %s', (url, target) => {
    expect(parseRedisUrl(url)).toEqual(target);
    expect(isRedisUrl(url)).toBe(true);
  });

  it.each(['http://redis:6379', 'redis', 'redis://redis:port', 'redis://one:7001,two:port', 'redis://one:7001,two:7002/3'])(
    'is none: %s',
    (url) => {
      expect(isRedisUrl(url)).toBe(false);
    },
  );
});
