namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyFmtTests : IDisposable
{
    private const string Rough = "package a\np:=1\n";
    private const string Fine = "package a\n\np := 1\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_what_a_file_becomes_and_leaves_it_alone()
    {
        var path = Write("a.rego", Rough);
        var run = await Run.HereAsync("policy", "fmt", path);
        run.Code.ShouldBe(ExitCode.Pass, run.Error);
        run.Out.ShouldBe(Fine);
        File.ReadAllText(path).ShouldBe(Rough);
    }

    [Fact]
    public async Task Formats_standard_input() =>
        (await Run.HereAsync([], Rough, "policy", "fmt")).Out.ShouldBe(Fine);

    [Fact]
    public async Task Overwrites_only_what_changes()
    {
        var (rough, fine) = (Write("a.rego", Rough), Write("b.rego", Fine));
        var before = File.GetLastWriteTimeUtc(fine);
        var run = await Run.HereAsync("policy", "fmt", "-w", "-l", Path.GetDirectoryName(rough)!);
        run.Code.ShouldBe(ExitCode.Pass, run.Error);
        run.Out.Trim().ShouldBe(rough);
        File.ReadAllText(rough).ShouldBe(Fine);
        File.GetLastWriteTimeUtc(fine).ShouldBe(before);
    }

    [Fact]
    public async Task Check_fails_and_names_what_is_not_formatted()
    {
        var rough = Write("a.rego", Rough);
        Write("b.rego", Fine);
        var run = await Run.HereAsync("policy", "fmt", "--check", Path.GetDirectoryName(rough)!);
        run.Code.ShouldBe(ExitCode.Fail);
        run.Out.Trim().ShouldBe(rough);

        File.WriteAllText(rough, Fine);
        (await Run.HereAsync("policy", "fmt", "--check", rough)).Code.ShouldBe(ExitCode.Pass);
    }

    [Fact]
    public async Task Shows_what_changes()
    {
        var path = Write("a.rego", Rough);
        var run = await Run.HereAsync("policy", "fmt", "--diff", "--fail", path);
        run.Code.ShouldBe(ExitCode.Fail);
        run.Out.ShouldBe($"--- {path}\n+++ {path}\n@@ -1,2 +1,3 @@\n package a\n-p:=1\n+\n+p := 1\n");
    }

    [Fact]
    public async Task Rewrites_policies_of_before_1()
    {
        var path = Write("a.rego", "package a\np[x] { x = 1 }\n");
        (await Run.HereAsync("policy", "fmt", "--v0-v1", path)).Out.ShouldBe("package a\n\nimport rego.v1\n\np contains x if x = 1\n");
        (await Run.HereAsync("policy", "fmt", "--v0-compatible", path)).Out.ShouldBe("package a\n\np[x] {\n\tx = 1\n}\n");
    }

    [Fact]
    public async Task Says_where_a_file_cannot_be_read_and_formats_the_others()
    {
        var (bad, rough) = (Write("a.rego", "package a\np if {\n"), Write("b.rego", Rough));
        var run = await Run.HereAsync("policy", "fmt", "-w", bad, rough);
        run.Code.ShouldBe(ExitCode.Error);
        run.Error.ShouldContain("a.rego:3");
        File.ReadAllText(rough).ShouldBe(Fine);
        (await Run.HereAsync("policy", "fmt", _folder.File("none.rego"))).ShouldBeError("none.rego");
    }

    private string Write(string name, string text)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
