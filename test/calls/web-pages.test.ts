import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import supertest from 'supertest';
import { notFound } from '../../src/http/problem.ts';
import { webPages } from '../../src/http/web-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'hotline-pages-'));
beforeAll(() => {
  mkdirSync(join(folder, 'desk'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'desk/index.html'), '<!doctype html><title>desk</title>');
  writeFileSync(join(folder, 'assets/desk-4711.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not for the world');
});
afterAll(() => rmSync(folder, { recursive: true }));

const serving = (over: Partial<Parameters<typeof webPages>[0]> = {}): Express => {
  const app = express();
  app.use(webPages({ folder, secure: true, browserPhone: false, ...over }));
  app.use(notFound);
  return app;
};

describe('the desk page', () => {
  it.each(['/desk', '/desk/'])('%s is served fresh, and may load nothing but our own files', async (path) => {
    const { status, headers, text } = await supertest(serving()).get(path);
    expect([status, text]).toEqual([200, '<!doctype html><title>desk</title>']);
    expect(headers['cache-control']).toBe('no-cache');
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|twilio|\*|data:/);
    expect(headers['permissions-policy']).toContain('microphone=()');
    expect(headers['strict-transport-security']).toBeDefined();
    expect(headers['x-frame-options']).toBeDefined();
  });

  it('reaches Twilio and the microphone only where agents telephone in the browser', async () => {
    const { headers } = await supertest(serving({ browserPhone: true })).get('/desk');
    expect(headers['content-security-policy']).toContain('wss://voice-js.roaming.twilio.com');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['permissions-policy']).toContain('microphone=(self)');
  });

  it('its files never change under their name', async () => {
    const { status, headers } = await supertest(serving()).get('/assets/desk-4711.js');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    '/assets/desk-0815.js',
    '/assets/',
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/secret.txt',
  ])('%s is not there', async (path) => {
    const { status, headers, text } = await supertest(serving()).get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(text).not.toContain('not for the world');
  });

  it('takes no other method', async () => {
    const { status, body, headers } = await supertest(serving()).post('/desk');
    expect([status, body.code, headers['allow']]).toEqual([405, 'METHOD_NOT_ALLOWED', 'GET']);
  });

  it('says how to build it where it is not built', async () => {
    const { status, body } = await supertest(serving({ folder: join(folder, 'nowhere') })).get('/desk');
    expect([status, body.code]).toEqual([503, 'PAGES_NOT_BUILT']);
  });
});
