import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PERMISSIONS, ROLES } from './permissions.data.ts';
import {
  KEY_PERMISSIONS,
  PERMISSION_NAMES,
  permissionsOf,
  permissionsOfKey,
  type Role,
  writes,
} from './permissions.ts';

describe('the permission table', () => {
  test('gives the auditor no permission that writes, and every one that only reads', () => {
    const held = permissionsOf(['auditor']);
    assert.deepEqual([...held].toSorted(), PERMISSION_NAMES.filter((name) => !writes(name)).toSorted());
  });

  test('gives every permission to some role, and every role some permission', () => {
    for (const name of PERMISSION_NAMES) assert.ok(PERMISSIONS[name].roles.length > 0, name);
    for (const role of ROLES) assert.ok(permissionsOf([role]).size > 0, role);
  });

  test('lets nobody decide and approve through administration alone', () => {
    for (const role of ['administrator', 'list-manager', 'auditor'] as const) {
      const held = permissionsOf([role]);
      for (const name of [
        'alerts.decide',
        'alerts.approve',
        'exemptions.write',
        'personal.unmask',
      ] as const) {
        assert.ok(!held.has(name), `${role} ${name}`);
      }
    }
  });

  test('keeps from API keys what decides about a person and what makes people and keys', () => {
    for (const name of ['alerts.decide', 'alerts.approve', 'people.manage', 'keys.manage'] as const) {
      assert.ok(!KEY_PERMISSIONS.includes(name), name);
    }
    assert.ok(KEY_PERMISSIONS.includes('screen'));
  });

  test('gives a key never more than its scopes, nor more than its owner has', () => {
    const scopes = fc.subarray([...PERMISSION_NAMES, 'no.such']);
    const roles = fc.subarray<Role>([...ROLES]);
    fc.assert(
      fc.property(scopes, roles, (asked, owned) => {
        const owner = permissionsOf(owned);
        for (const name of permissionsOfKey(asked, owned)) {
          assert.ok(asked.includes(name) && owner.has(name) && KEY_PERMISSIONS.includes(name));
        }
      }),
    );
  });

  test('adds roles up', () => {
    const roles = fc.subarray<Role>([...ROLES]);
    fc.assert(
      fc.property(roles, roles, (some, more) => {
        const together = permissionsOf([...some, ...more]);
        assert.deepEqual(together, permissionsOf(some).union(permissionsOf(more)));
      }),
    );
  });
});
