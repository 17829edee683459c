import { describe, expect, test } from '@jest/globals';
import {
  CommitOutcomeUnknownError,
  ConnectError,
  OperationAbortedError,
  UniqueViolationError,
  VersionConflictError,
  WriteConflictError,
} from '@tito/orm';
import { ClientDisconnectedError, RequestTimeoutError } from './errors';
import { problemOf } from './problem';

const unreachable = new ConnectError('no cluster', { reason: 'unreachable', endpoint: '10.0.0.7:2379' });

describe('the answer for an error', () => {
  test.each([
    ['a violated unique index', new UniqueViolationError({ model: 'm', index: 'i', fields: ['f'] }), 409],
    ['an outdated version', new VersionConflictError({}), 412],
    ['a conflict that did not pass', new WriteConflictError({}), 503],
    ['an unknown outcome', new CommitOutcomeUnknownError(1n, new Uint8Array(1)), 500],
    ['no cluster', unreachable, 503],
    ['work that the deadline ended', new OperationAbortedError(new RequestTimeoutError(5)), 504],
    ['work whose client has gone', new OperationAbortedError(new ClientDisconnectedError()), 499],
    ['work that somebody else ended', new OperationAbortedError(new Error('own')), 499],
  ])('%s has its status', (_, error, status) => {
    expect(problemOf(error)).toMatchObject({ status, body: { status } });
  });

  test('invites to come back only where the same request may succeed', () => {
    expect(problemOf(new WriteConflictError({}))?.headers).toHaveProperty('retry-after', '1');
    const unknown = problemOf(new CommitOutcomeUnknownError(1n, new Uint8Array(1)));
    expect(unknown?.headers).not.toHaveProperty('retry-after');
    expect(unknown?.body.retryable).toBe(false);
  });

  test('says nothing about the cluster', () => {
    expect(JSON.stringify(problemOf(unreachable))).not.toContain('10.0.0.7');
  });

  test('shows names and never values', () => {
    const error = new UniqueViolationError({ model: 'user', index: 'byEmail', fields: ['email'] });
    expect(problemOf(error)?.body).toEqual({
      type: 'urn:tito:error:ORM_UNIQUE_VIOLATION',
      title: error.message,
      status: 409,
      code: 'ORM_UNIQUE_VIOLATION',
      retryable: false,
      model: 'user',
      index: 'byEmail',
      fields: ['email'],
    });
  });

  test('is none for errors of others', () => {
    expect(problemOf(new TypeError('no'))).toBeNull();
    expect(problemOf(null)).toBeNull();
  });
});
