package export

import (
	"bytes"
	"encoding/json"
)

// Object is a JSON object whose members keep their order, such as facts by
// field in the order of the columns. A nil Object is {}.
type Object[T any] []Member[T]

// Member is one member of an Object.
type Member[T any] struct {
	Name  string
	Value T
}

// MarshalJSON writes the members in order.
func (o Object[T]) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.Value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
