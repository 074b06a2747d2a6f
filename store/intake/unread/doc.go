// Package unread says what must not be lost with a column or member that gd8
// does not know: by its name, which may be nearly that of a yes/no field or one
// that records systems give to it, and by what stands in it. It judges names and
// values alone; package intake meets them in a file, and stops there.
package unread
