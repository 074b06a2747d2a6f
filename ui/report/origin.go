package report

import (
	"time"

	"gd8/store/vault"
)

// StoreOrigin says where a store came from.
func StoreOrigin(o *vault.Origin, zone *time.Location) string {
	switch o.How {
	case vault.Created:
		return "the store was made new, and this is its first entry"
	case vault.Upgraded:
		return "the store was brought up from an earlier format"
	case vault.Restored:
		if o.Of.IsZero() {
			return "the store was restored from a backup without entries"
		}
		return "the store was restored from a backup of " + o.Of.In(zone).Format("2006-01-02 15:04:05 MST")
	case vault.Rescued:
		return "the store was rescued from a damaged one"
	}
	return "the store has another key or passphrase"
}
