package markdown

import (
	"io"
	"strings"
	"testing"
)

// page is a page of about 5 kB, with everything that bodies have.
var page = strings.Repeat(`## Si ta njohësh trafikimin

Askush nuk "shet" veten me dëshirë -- dhe s'ka **asnjë** arsye për të heshtur.
Shiko [shenjat](page:recognise), [ligjin](instrument:04-l-218) ose [faqen e OKB-së](https://www.unodc.org/).
Nëse je në rrezik, thirr [192](helpline:192) ose policinë.[^1]

- Ta kanë marrë pasaportën.
- Nuk të lënë të dalësh *vetëm*.
- Të thonë se ke borxh.

:::callout{kind=quiet title="Plan i përmbyllur"}
Strategjia 2015–2019 është histori.
:::

### Shifrat

| Viti | Viktima | Burimi |
|------|--------:|--------|
| 2018 | 15 | [Raporti](report:tip-2020) |
| 2019 | 25 | [Raporti](report:tip-2020) |

:::steps
1. Shko te njerëzit.
2. Thirr.
:::

`, 5) + "[^1]: Falas, ditë e natë.\n\n:::helpline{id=192}\n"

// The goal is about 100 µs for both together (speed.md).
func BenchmarkParseAndRender(b *testing.B) {
	p := New(albanian)
	src := Source{File: "a.md", Line: 1, Body: []byte(page)}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		doc, faults := p.Parse(src)
		if err := doc.Render(io.Discard, anything); err != nil || len(faults) > 0 {
			b.Fatal(faults, err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	doc, _ := New(albanian).Parse(Source{File: "a.md", Line: 1, Body: []byte(page)})
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		_ = doc.Render(io.Discard, anything)
	}
}
