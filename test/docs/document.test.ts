import { describe, expect, test } from '@jest/globals';
import { matchesOutput, readProgram } from './document';

const fence = '```';

describe('a document', () => {
  test('is the program of its code blocks and the output of its text blocks', () => {
    const markdown = `# T\n${fence}ts\na;\n${fence}\n${fence}bash\nls\n${fence}\n${fence}text\none\n${fence}\n${fence}ts\nb;\n${fence}\n${fence}text\ntwo\n${fence}\n`;
    expect(readProgram(markdown)).toEqual({ source: 'a;\n\nb;\n', output: 'one\ntwo\n' });
  });

  test('without code is no program', () => {
    expect(readProgram(`${fence}bash\nls\n${fence}\n`)).toBeNull();
  });

  test('leaves open what it marks as open, within a line', () => {
    expect(matchesOutput('id: … (new)\nend\n', 'id: 42 (new)\nend')).toBe(true);
    expect(matchesOutput('id: … (new)\nend\n', 'id: 42\n (new)\nend')).toBe(false);
    expect(matchesOutput('a.c\n', 'abc')).toBe(false);
  });
});
