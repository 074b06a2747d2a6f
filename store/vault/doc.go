// Package vault keeps one sealed, journalled bbolt file.
//
// It is the one place that writes to a store's file. It knows nothing of
// incidents or decisions: what the values mean is package store's.
package vault
