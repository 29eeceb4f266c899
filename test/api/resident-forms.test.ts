import { describe, expect, test } from 'vitest';
import { textField } from '@/app/api/auth/resident/form';
import { POST as askForCode } from '@/app/api/resident/ask/route';

function formFrom(site: string, fields: Readonly<Record<string, string>>): Request {
  const body = new URLSearchParams(fields).toString();
  const headers = { 'sec-fetch-site': site, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  return new Request('http://localhost:3000/api/resident/ask', { method: 'POST', headers, body });
}

describe('a form of the resident’s pages that another site sent', () => {
  test('is not read, and leaves nothing on the phone', async () => {
    const answer = await askForCode(formFrom('cross-site', { deed: 'sign', back: '/r/me/sign?team=1' }));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/r');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

test('a field that is cut never ends in half a character, which no address can hold', () => {
  const form = new FormData();
  form.set('code', `${'a'.repeat(63)}😀`);
  expect(textField(form, 'code')).toBe('a'.repeat(63));
  expect(() => encodeURIComponent(textField(form, 'code'))).not.toThrow();
});
