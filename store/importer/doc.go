// Package importer takes files of records into a store: all of them are checked
// first, and what they bring then shows whole or not at all.
//
// An import reads its file twice, as nothing goes in before all was checked.
// In the second pass one goroutine reads rows, one encodes, seals and assesses
// them, and one writes, in chunks that no reader sees (store.Stage); one last
// transaction publishes them. An individual whom the store does not have and
// whose rows stand within some thousand of one another is assessed from them;
// any other is read back from the store. About 100 bytes are held in memory for
// each row until the import is published. The rows under way come on top of
// that, bounded in number and, for long texts, in bytes: batches read ahead
// (batchBytes), the chunk in the transaction (chunkBytes), which bbolt holds
// twice when it commits, and rows that wait for their individuals' others
// (waitingBytes).
package importer
