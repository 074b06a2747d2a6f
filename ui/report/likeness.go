package report

import (
	"strings"

	"gd8/model"
)

// Alike says what is alike of two individuals who may be one human, in clauses.
func Alike(set model.LikenessSet) string {
	var said []string
	for l := range model.LikenessCount {
		if set.Has(l) {
			said = append(said, l.String())
		}
	}
	return strings.Join(said, "; ")
}
