import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { GrowingTree } from './growing-tree.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from './hash.ts';
import { consistencyProof, inclusionProof, rootOf, verifyConsistency, verifyInclusion } from './proof.ts';

/** The definition of RFC 9162, 2.1.1, word for word. */
function definedRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)));
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(`leaf ${i}`));
const readerOf = (leaves: readonly Buffer[]) => async (height: number, place: number) => {
  assert.ok((place + 1) * 2 ** height <= leaves.length, 'only complete subtrees are asked for');
  return definedRoot(leaves.slice(place * 2 ** height, (place + 1) * 2 ** height));
};
const treeOf = (leaves: readonly Buffer[]) => {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree;
};

// The test vectors of Certificate Transparency's reference implementation (certificate-transparency-go, merkle).
const CT_INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const CT_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the Merkle tree', () => {
  test('has the roots of the reference implementation', () => {
    const tree = new GrowingTree();
    assert.equal(
      tree.root().toString('hex'),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (const [i, input] of CT_INPUTS.entries()) {
      tree.add(leafHash(Buffer.from(input, 'hex')));
      assert.equal(tree.root().toString('hex'), CT_ROOTS[i]);
    }
  });

  test('takes a text for its UTF-8', () => {
    for (const text of ['', 'plain', 'Müller', 'люди 😀', '\0'])
      assert.deepEqual(leafHash(text), leafHash(Buffer.from(text)));
  });

  test('grows to what its definition says, also when it is set down and taken up', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (first, second) => {
        const leaves = leavesOf(first + second);
        const begun = treeOf(leaves.slice(0, first));
        const tree = new GrowingTree(begun.size, begun.peaks());
        const completed: number[] = [];
        for (const leaf of leaves.slice(first)) {
          tree.add(leaf, ({ height, place, hash }) => {
            const own = leaves.slice(place * 2 ** height, (place + 1) * 2 ** height);
            assert.deepEqual(hash, definedRoot(own));
            completed.push(height);
          });
        }
        assert.deepEqual(tree.root(), definedRoot(leaves));
        assert.equal(tree.size, leaves.length);
      }),
      { numRuns: 40 },
    );
  });

  test('proves every leaf, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), async (size, pick, bit) => {
        const leaves = leavesOf(size);
        const root = definedRoot(leaves);
        const index = pick % size;
        const proof = await inclusionProof(readerOf(leaves), index, size);
        assert.ok(verifyInclusion(leaves[index]!, index, size, proof, root));
        for (const other of [0, 1, index + 1, size - 1, size, -1, 0.5].filter((i) => i !== index)) {
          assert.ok(!verifyInclusion(leaves[index]!, other, size, proof, root));
        }
        assert.ok(!verifyInclusion(leafHash(Buffer.from('another')), index, size, proof, root));
        assert.ok(!verifyInclusion(leaves[index]!, index, size, [...proof, root], root));
        if (proof.length > 0) {
          assert.ok(!verifyInclusion(leaves[index]!, index, size, proof.slice(1), root));
          const changed = proof.map((hash) => Buffer.from(hash));
          changed[bit % changed.length]![bit % 32]! ^= 1 << (bit % 8);
          assert.ok(!verifyInclusion(leaves[index]!, index, size, changed, root));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('proves of every size that it began with every earlier one, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), async (size, pick, bit) => {
        const leaves = leavesOf(size);
        const earlier = 1 + (pick % size);
        const root = definedRoot(leaves);
        const before = definedRoot(leaves.slice(0, earlier));
        const proof = await consistencyProof(readerOf(leaves), earlier, size);
        assert.ok(verifyConsistency(earlier, size, before, root, proof));
        assert.ok(!verifyConsistency(earlier, size, before, root, [...proof, root]));
        assert.ok(!verifyConsistency(earlier, size, leaves[0]!, root, proof) || earlier === 1);
        const forked = definedRoot([...leaves.slice(0, earlier - 1), leafHash(Buffer.from('another'))]);
        assert.ok(!verifyConsistency(earlier, size, forked, root, proof));
        if (proof.length > 0) {
          const changed = proof.map((hash) => Buffer.from(hash));
          changed[bit % changed.length]![bit % 32]! ^= 1 << (bit % 8);
          assert.ok(!verifyConsistency(earlier, size, before, root, changed));
          assert.ok(!verifyConsistency(earlier, size, before, root, proof.slice(1)));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('refuses what is no tree or no leaf', async () => {
    const leaves = leavesOf(5);
    await assert.rejects(inclusionProof(readerOf(leaves), 5, 5), RangeError);
    await assert.rejects(consistencyProof(readerOf(leaves), 6, 5), RangeError);
    await assert.rejects(consistencyProof(readerOf(leaves), 0, 5), RangeError);
    assert.throws(() => new GrowingTree(3, treeOf(leaves).peaks().subarray(32)), RangeError);
    assert.deepEqual(await rootOf(readerOf(leaves), 5), definedRoot(leaves));
    assert.ok(verifyConsistency(0, 5, EMPTY_ROOT, definedRoot(leaves), []));
    assert.ok(!verifyConsistency(6, 5, EMPTY_ROOT, definedRoot(leaves), []));
  });
});
