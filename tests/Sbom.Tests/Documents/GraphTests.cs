using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Graphs;

namespace Attestry.Sbom.Tests.Documents;

public sealed class GraphTests
{
    [Fact]
    public void Paths_come_shortest_first_and_each_once()
    {
        var graph = BomGraph.Of(Bom("a>b", "b>z", "a>z", "c>d", "d>b", "z>b"));
        Paths(graph, "z", 100).ShouldBe(["a z", "a b z", "c d b z"]);
        PathSearch.Find(graph, "z", 100).Complete.ShouldBeTrue();
        Paths(graph, "z", 1).ShouldBe(["a z"]);
        PathSearch.Find(graph, "z", 1).Complete.ShouldBeFalse();
        Paths(graph, "a", 9).ShouldBe(["a"]);
    }

    [Fact]
    public void A_circle_that_nothing_needs_begins_somewhere()
    {
        var graph = BomGraph.Of(Bom("b>a", "a>b", "b>c"));
        Paths(graph, "c", 9).ShouldBe(["a b c"]);
    }

    [Fact]
    public void A_dense_graph_ends_with_the_shortest()
    {
        // Every node of a rank needs every node of the next: 12^12 paths.
        var edges = from rank in Enumerable.Range(0, 12) from i in Enumerable.Range(0, 12) from j in Enumerable.Range(0, 12) select $"r{rank}n{i}>r{rank + 1}n{j}";
        var graph = BomGraph.Of(Bom([.. edges, "top>r12n0"]));
        var search = PathSearch.Find(graph, "r12n0", 5);
        search.Complete.ShouldBeFalse();
        search.Paths.Count.ShouldBe(5);
        search.Paths[0].ShouldBe(["top", "r12n0"]);
    }

    [Fact]
    public void A_package_is_named_as_people_do()
    {
        var graph = BomGraph.Of(new BillOfMaterials("x", "x")
        {
            Components =
            [
                new("1", BomComponentKind.Library, "@acme/x") { Purl = "pkg:npm/%40acme/x@1" },
                new("2", BomComponentKind.Library, "g:x") { Purl = "pkg:maven/g/x@2" },
                new("3", BomComponentKind.Library, "plain") { Version = "3" },
            ],
        });
        BomGraph.Named(graph, "x").ShouldBe(["1", "2"]);
        BomGraph.Named(graph, "@acme/x").ShouldBe(["1"]);
        BomGraph.Named(graph, "@acme/x@1").ShouldBe(["1"]);
        BomGraph.Named(graph, "@acme/x@9").ShouldBeEmpty();
        BomGraph.Named(graph, "g:x").ShouldBe(["2"]);
        BomGraph.Named(graph, "pkg:maven/g/x").ShouldBe(["2"]);
        BomGraph.Named(graph, "plain@3").ShouldBe(["3"]);
    }

    [Fact]
    public void Reads_go_mod_graph()
    {
        var graph = Go("example.org/app example.org/a@v1.0.0\nexample.org/a@v1.0.0 example.org/b@v1.1.0\n", "go mod graph");
        Paths(graph, "example.org/b@v1.1.0", 9).ShouldBe(["example.org/app example.org/a@v1.0.0 example.org/b@v1.1.0"]);
        graph.Labels["example.org/b@v1.1.0"].ShouldBe("pkg:golang/example.org/b@v1.1.0");
    }

    [Fact]
    public void Reads_go_list_of_modules_and_of_packages()
    {
        var modules = Go("""{"Path":"example.org/app","Main":true}{"Path":"example.org/a","Version":"v1","Replace":{"Path":"example.org/fork","Version":"v2"}} {"Path":"example.org/b","Version":"v1","Indirect":true}""", "go list -m -json");
        Paths(modules, "example.org/fork@v2", 9).ShouldBe(["example.org/app example.org/fork@v2"]);
        Paths(modules, "example.org/b@v1", 9).ShouldBe(["example.org/b@v1"]);
        var packages = Go(
            """
            {"ImportPath":"fmt","Standard":true}
            {"ImportPath":"example.org/b/x","Module":{"Path":"example.org/b","Version":"v1"},"Imports":["fmt"]}
            {"ImportPath":"example.org/app","Module":{"Path":"example.org/app","Main":true},"Imports":["fmt","example.org/b/x","C"]}
            """,
            "go list -deps -json");
        Paths(packages, "stdlib", 9).ShouldBe(["example.org/app stdlib", "example.org/app example.org/b@v1 stdlib"]);
    }

    [Theory]
    [InlineData("", BomFindings.UnknownFormat)]
    [InlineData("one\n", BomFindings.UnknownFormat)]
    [InlineData("a b c\n", BomFindings.UnknownFormat)]
    [InlineData("{\"x\":1}", BomFindings.UnknownFormat)]
    [InlineData("{\"Path\":\"a\"} 7", BomFindings.Malformed)]
    [InlineData("{\"Path\":\"a\"", BomFindings.Malformed)]
    public void What_is_no_graph_is_a_finding(string text, string id)
    {
        var reading = GoGraphReader.Read(Encoding.UTF8.GetBytes(text));
        reading.Graph.ShouldBeNull();
        reading.Finding!.Id.ShouldBe(id);
    }

    private static PackageGraph Go(string text, string format)
    {
        var reading = GoGraphReader.Read(Encoding.UTF8.GetBytes(text));
        (reading.Format, reading.Finding).ShouldBe((format, null));
        return reading.Graph!;
    }

    private static IEnumerable<string> Paths(PackageGraph graph, string target, int most) => PathSearch.Find(graph, target, most).Paths.Select(p => string.Join(' ', p));

    private static BillOfMaterials Bom(params string[] edges) => new("x", "x")
    {
        Components = [.. edges.SelectMany(e => e.Split('>')).Distinct().Select(n => new BomComponent(n, BomComponentKind.Library, n))],
        Relations = [.. edges.Select(e => e.Split('>')).Select(e => new BomRelation(e[0], BomRelationKind.DependsOn, e[1]))],
    };
}
