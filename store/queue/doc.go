// Package queue shows the store's incidents as lists: filters and their counts,
// orders, and a search. It writes nothing. The rows and the index that it reads
// are written by package store, together with what they are worked out from.
package queue
