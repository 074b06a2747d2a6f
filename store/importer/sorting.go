package importer

import (
	"math/bits"
	"slices"
)

// This file makes room for what an import holds of each row, and sorts it by the
// hash that it begins with.

// rowsPerPart is how many rows are left to be compared with one another, about.
const rowsPerPart = 16

// maxPartBits bounds how many parts a list is taken into.
const maxPartBits = 16

// sortByHash puts a list in the order of compare, whose first concern is the
// hash. Hashes are spread evenly, so most of the order is had by the first
// bits of each, without a comparison: a million rows are sorted in a quarter
// of the time. Where they are not spread, as the same one comes over and
// over, it is as slow as slices.SortFunc. It needs no second list.
func sortByHash[T any](list []T, hash func(*T) uint64, compare func(a, b T) int) {
	width := min(bits.Len(uint(len(list)/rowsPerPart)), maxPartBits)
	if width == 0 {
		slices.SortFunc(list, compare)
		return
	}
	part := func(i int) int { return int(hash(&list[i]) >> (64 - width)) }
	ends := make([]int, 1<<width)
	for i := range list {
		ends[part(i)]++
	}
	next := make([]int, 1<<width) // where the next of a part goes
	for p, sum := 0, 0; p < len(ends); p++ {
		next[p] = sum
		sum += ends[p]
		ends[p] = sum
	}
	for p := range next {
		for next[p] < ends[p] {
			own := part(next[p])
			if own != p {
				list[next[p]], list[next[own]] = list[next[own]], list[next[p]]
			}
			next[own]++
		}
	}
	for p, from := 0, 0; p < len(ends); p++ {
		slices.SortFunc(list[from:ends[p]], compare)
		from = ends[p]
	}
}

// makeRoom makes the lists of rows longer where the next do not fit, by how
// many the file is likely to have: a list that grows a little at a time is
// copied many times over. The first rows of a file need not be like the rest,
// so it is never made more than a few times as long as it is.
func (im *importer) makeRoom(next int, read, total int64) {
	have := len(im.rows)
	if have+next <= cap(im.rows) || read <= 0 || total <= 0 {
		return
	}
	before := 0
	for i := range im.files {
		before += im.files[i].rows
	}
	perByte := float64(have-before+next) / float64(read)
	more := min(int(perByte*float64(max(total-read, 0))*1.02)+next, 3*have+minRoom)
	im.rows = slices.Grow(im.rows, more)
	im.incoming = slices.Grow(im.incoming, more)
	for l, signs := range im.alike.signs {
		if len(signs) > have/2 {
			im.alike.signs[l] = slices.Grow(signs, more)
		}
	}
}

// minRoom is how many rows room is made for at first, at most.
const minRoom = 64 << 10
