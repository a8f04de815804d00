package markdown
import ("testing";"strings";"fmt")
func TestTry(t *testing.T){
 p:=New(Quotes{"„","“","‚","‘"})
 src:="## \"Ligji\" për të {#law}\n\nTekst me \"ligjin 'e ri' të\" -- s'ka ... [ndihmë](page:help#x), <page:help>, <https://ë.al/ë?q=ë>, [](term:x).\nNë [këtu](#law) e [atje](#lav) dhe `kod`.\n\n:::callout{kind=quiet title=\"A & b\"}\n- një\n- dy [x](javascript:alert(1))\n\n:::steps\n1. A\n2. B\n:::\n:::\n\n:::helpline{id=192}\n\n| A | B |\n|---|--:|\n| `a\\|b` | 2 |\n\nTerm\n: def[^1]\n\n[^1]: Shënim.\n\n### Nën\n\n#### Nën {#9}\n\n![alt](x.png) <b>x</b>\n\n```go\n:::\n```\n\n:::calout\nx\n:::\n"
 d,f:=p.Parse(Source{"a.md",5,[]byte(src)})
 for _,x:=range f{fmt.Printf("%+v\n",x)}
 fmt.Printf("%+v\n%+v\n%+v\n%q %d\n",d.Headings,d.Links,d.Blocks,d.Text,d.Words)
 var b strings.Builder
 err:=d.Render(&b,Resolver{Link:func(l Link)(Resolved,bool){return Resolved{Href:"../"+l.ID+"/",Title:"T&",Lang:"sr"},true},Block:func(b Block)(string,bool){return "<p>H</p>\n",true}})
 fmt.Println(b.String(),err)
}
