//go:build !windows

package term

// codePage is 0: only Windows has console code pages.
func codePage() uint32 { return 0 }
