import { describe, expect, test } from 'vitest';
import { actorRef, allows, type Actor } from '@/server/domain/permission/actor';
import { roles, type Role } from '@/server/domain/permission/roles';
import { reachOf, scopes, scopesOf, type Scope } from '@/server/domain/permission/scopes';

const staff = (role: Exclude<Role, 'resident'>): Actor => ({
  kind: 'staff',
  accountId: 'a1',
  sessionId: 's1',
  name: '王医生',
  role,
  regionCode: '210100',
  institutionCodes: ['H21010200001'],
  allianceId: null,
  practitionerId: null,
  teamIds: [],
});
const resident: Actor = { kind: 'resident', residentId: 'r1', regionCode: '210100', sessionId: 's2' };
const system: Actor = { kind: 'system', job: 'release-slots', regionCode: null };

const rolesWith = (scope: Scope) => roles.filter((role) => scopesOf(role).includes(scope));

describe('who may do what', () => {
  test('every scope is written noun:verb and somebody holds it: a role, or the operator alone', () => {
    for (const scope of scopes) expect(scope).toMatch(/^[a-z]+:[a-z]+$/);
    expect(scopes.filter((scope) => rolesWith(scope).length === 0)).toEqual(['calendar:import']);
    expect(allows(system, 'calendar:import')).toBe(true);
    expect(new Set(scopes).size).toBe(scopes.length);
  });

  test('no role lists a scope twice', () => {
    for (const role of roles) expect(new Set(scopesOf(role)).size, role).toBe(scopesOf(role).length);
  });

  test.each<[Scope, Role[]]>([
    ['contract:sign', ['doctor', 'nurse']],
    ['contract:terminate', ['doctor']],
    ['referral:create', ['doctor', 'referral_office']],
    ['referral:accept', ['doctor', 'referral_office', 'his']],
    ['quota:publish', ['referral_office', 'his']],
    ['visit:import', ['bureau_clerk', 'his']],
    ['month:close', ['bureau_clerk']],
    ['prepayment:propose', ['bureau_clerk']],
    ['prepayment:approve', ['finance']],
    ['settlement:compute', ['bureau_clerk']],
    ['settlement:review', ['bureau_reviewer']],
    ['settlement:confirm', ['finance']],
    ['policy:import', ['bureau_clerk']],
    ['audit:read', ['auditor']],
    ['account:manage', ['administrator']],
    ['own:read', ['resident']],
  ])('%s: %j', (scope, expected) => {
    expect(rolesWith(scope)).toEqual(expected);
  });

  test.each<readonly [Scope, Scope]>([
    ['settlement:compute', 'settlement:review'],
    ['settlement:compute', 'settlement:confirm'],
    ['settlement:review', 'settlement:confirm'],
    ['prepayment:propose', 'prepayment:approve'],
    ['policy:import', 'settlement:confirm'],
    ['account:manage', 'audit:read'],
    ['account:manage', 'resident:read'],
  ])('two people: nobody has both %s and %s', (first, second) => {
    expect(rolesWith(first).filter((role) => scopesOf(role).includes(second))).toEqual([]);
  });

  test('the auditor changes nothing', () => {
    expect(scopesOf('auditor').filter((scope) => !scope.endsWith(':read'))).toEqual([]);
  });
});

test.each<[Role, string]>([
  ['doctor', 'institution'],
  ['nurse', 'institution'],
  ['referral_office', 'institution'],
  ['his', 'institution'],
  ['alliance_manager', 'alliance'],
  ['bureau_clerk', 'region'],
  ['bureau_reviewer', 'region'],
  ['finance', 'region'],
  ['administrator', 'region'],
  ['auditor', 'region'],
  ['resident', 'self'],
])('%s reaches: %s', (role, reach) => {
  expect(reachOf(role)).toBe(reach);
});

describe('an actor', () => {
  test('of the staff may do what the role may', () => {
    for (const role of roles) {
      if (role === 'resident') continue;
      expect(scopes.filter((scope) => allows(staff(role), scope))).toEqual(scopes.filter((scope) => scopesOf(role).includes(scope)));
    }
  });

  test('who is a resident sees their own things only', () => {
    expect(scopes.filter((scope) => allows(resident, scope))).toEqual(['own:read', 'own:act']);
  });

  test('that is the system does everything but look at itself', () => {
    expect(scopes.filter((scope) => !allows(system, scope))).toEqual(['own:read', 'own:act']);
  });

  test('is named in audits by kind and id', () => {
    expect([staff('doctor'), resident, system].map(actorRef)).toEqual(['account:a1', 'resident:r1', 'system:release-slots']);
  });
});
