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

    [Fact]
    public void Reads_Maven_s_tree_as_text_and_as_DOT()
    {
        const string Tree =
            """
            [INFO] Scanning for projects...
            [INFO] --- maven-dependency-plugin:3.6.0:tree (default-cli) @ app ---
            [INFO] org.acme:app:war:1.0
            [INFO] +- org.acme:web:jar:2.0:compile
            [INFO] |  +- org.acme:util:jar:3.0:runtime (optional)
            [INFO] |  \- (org.acme:log:jar:0.9:compile - omitted for conflict with 1.1)
            [INFO] \- org.acme:log:jar:linux:1.1:provided
            [INFO] BUILD SUCCESS
            """;
        var graph = Go(Tree, "mvn dependency:tree");
        Paths(graph, "pkg:maven/org.acme/log@1.1", 9).ShouldBe(["pkg:maven/org.acme/app@1.0 pkg:maven/org.acme/log@1.1", "pkg:maven/org.acme/app@1.0 pkg:maven/org.acme/web@2.0 pkg:maven/org.acme/log@1.1"]);
        graph.IsOptional("pkg:maven/org.acme/web@2.0", "pkg:maven/org.acme/util@3.0").ShouldBeTrue();
        graph.IsOptional("pkg:maven/org.acme/web@2.0", "pkg:maven/org.acme/log@1.1").ShouldBeFalse();

        var dot = Go("digraph \"org.acme:app:jar:1.0\" { \n\t\"org.acme:app:jar:1.0\" -> \"org.acme:web:jar:2.0:compile\" ; \n\t\"org.acme:web:jar:2.0:compile\" -> \"org.acme:log:jar:1.1:test\" ; \n } \n", "mvn dependency:tree");
        Paths(dot, "pkg:maven/org.acme/log@1.1", 9).ShouldBe(["pkg:maven/org.acme/app@1.0 pkg:maven/org.acme/web@2.0 pkg:maven/org.acme/log@1.1"]);
        BomGraph.Counterpart(dot, "pkg:maven/org.acme/log@1.1").ShouldBe("pkg:maven/org.acme/log@1.1");
        BomGraph.Counterpart(dot, "pkg:maven/org.acme/log@1.2").ShouldBeNull();
    }

    [Fact]
    public void A_tree_that_lies_about_its_depth_is_refused_and_one_in_circles_ends()
    {
        GraphReader.Read(Encoding.UTF8.GetBytes("g:a:jar:1\n|  |  +- g:b:jar:1:compile\n")).Finding!.Id.ShouldBe(BomFindings.Malformed);
        GraphReader.Read(Encoding.UTF8.GetBytes("g:a:jar:1\n +- g:b:jar:1:compile\n")).Finding!.Id.ShouldBe(BomFindings.Malformed);
        // Each level names the first again.
        var graph = Go(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{new string(' ', 3 * i)}g:n{i % 7}:jar:1:compile\n")), "mvn dependency:tree");
        graph.Edges.ShouldBe(7);
        Paths(graph, "pkg:maven/g/n3@1", 9).ShouldBe(["pkg:maven/g/n0@1 pkg:maven/g/n1@1 pkg:maven/g/n2@1 pkg:maven/g/n3@1"]);
    }

    [Fact]
    public void What_a_project_asks_for_itself_begins_a_path_though_others_need_it_too()
    {
        var graph = BomGraph.Of(Bom("a>b") with { Subject = "app", Relations = [new("app", BomRelationKind.DependsOn, "b"), new("a", BomRelationKind.OptionallyDependsOn, "b")] });
        Paths(graph, "b", 9).ShouldBe(["b", "a b"]);
        graph.IsOptional("a", "b").ShouldBeTrue();
    }

    [Fact]
    public void What_nothing_needs_by_name_came_in_with_what_holds_it()
    {
        var graph = BomGraph.Of(Bom("app>lib", "x>y") with { Relations = [new("app", BomRelationKind.Contains, "lib"), new("app", BomRelationKind.Contains, "y"), new("x", BomRelationKind.DependsOn, "y")] });
        Paths(graph, "lib", 9).ShouldBe(["app lib"]);
        Paths(graph, "y", 9).ShouldBe(["x y"]);
    }

    [Fact]
    public void Those_that_are_not_shown_are_counted()
    {
        var search = PathSearch.Find(BomGraph.Of(Bom([.. Enumerable.Range(0, 30).Select(i => $"n{i:00}>z")])), "z", 4);
        (search.Paths.Count, search.More, search.Counted, search.Complete).ShouldBe((4, 26, true, false));
    }

    [Fact]
    public void A_million_edges_are_read_and_searched()
    {
        // Each of a thousand needs the next thousand: the number of paths has hundreds of digits.
        var text = new StringBuilder();
        for (var i = 0; i < 2000; i++)
        {
            for (var j = 1; j <= 500 && i + j < 2000; j++)
                text.Append("m.example/").Append(i).Append("@v1 m.example/").Append(i + j).Append("@v1\n");
        }
        var graph = Go(text.ToString(), "go mod graph");
        graph.Edges.ShouldBe(874_750);
        var search = PathSearch.Find(graph, "m.example/1999@v1", 3);
        (search.Paths.Count, search.Counted).ShouldBe((3, false));
        search.Paths[0].Count.ShouldBe(5);
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
        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(text));
        reading.Graph.ShouldBeNull();
        reading.Finding!.Id.ShouldBe(id);
    }

    private static PackageGraph Go(string text, string format)
    {
        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(text));
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
