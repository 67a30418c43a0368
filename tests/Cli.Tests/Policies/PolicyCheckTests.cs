namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyCheckTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Says_nothing_of_what_is_right()
    {
        _folder.Add("a.rego", "package a\n\nallow if input.x\n");
        var result = await PolicyFolder.RunAsync("check", _folder.Path);
        (result.Code, result.Out, result.Error).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task Points_at_file_line_and_column_with_the_line_and_a_caret()
    {
        _folder.Add("a.rego", "package a\n\nallow if {\n\tinput.x == y\n}\n");
        var result = await PolicyFolder.RunAsync("check", _folder.Path);
        result.Code.ShouldBe(1);
        result.Error.ShouldBe($"""
            1 error occurred: {_folder.Path}/a.rego:4:13: rego_unsafe_var_error: var y is unsafe
                    input.x == y
                               ^

            """);
    }

    [Fact]
    public async Task Tells_the_syntax_errors_of_all_files_at_once()
    {
        _folder.Add("a.rego", "package a\n\nallow {\n\tinput.x\n}\n").Add("b.rego", "package b\n\nx := \n").Add("sub/data.json", "[");
        var result = await PolicyFolder.RunAsync("check", _folder.Path);
        result.Error.ShouldStartWith("2 errors occurred:\n");
        foreach (var part in new[] { "a.rego:3:1: rego_parse_error", "b.rego:" })
            result.Error.ShouldContain(part);
        var json = await PolicyFolder.RunAsync("check", "--format", "json", _folder.Path);
        (json.Code, json.Error, json.Json().GetProperty("errors").GetArrayLength()).ShouldBe((1, "", 2));
        // Of a bundle the data too.
        (await PolicyFolder.RunAsync("check", "-b", _folder.Path)).Error.ShouldContain("sub/data.json: policy-bundle.data-malformed");
    }

    [Fact]
    public async Task Strict_mode_finds_more()
    {
        _folder.Add("a.rego", "package a\n\nimport data.b\n\nallow if true\n");
        (await PolicyFolder.RunAsync("check", _folder.Path)).Code.ShouldBe(0);
        (await PolicyFolder.RunAsync("check", "--strict", _folder.Path)).Error.ShouldContain("a.rego:3:1: rego_compile_error");
    }

    [Fact]
    public async Task Data_at_a_rule_s_path_is_an_error()
    {
        _folder.Add("policy.rego", "package p\n\nallow := false\n").Add("data.json", """{"p":{"allow":false,"other":1}}""");
        (await PolicyFolder.RunAsync("check", _folder.Path)).Code.ShouldBe(0);
        (await PolicyFolder.RunAsync("check", "-b", _folder.Path)).Error.ShouldContain("policy.rego:3:1: rego_compile_error: conflicting rule for data path p/allow found");
        (await PolicyFolder.RunAsync("eval", "-d", _folder.Path, "data")).Json().GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("conflicting rule for data path p/allow found");
        (await PolicyFolder.RunAsync("test", _folder.Path)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Bundles_are_held_to_their_manifest()
    {
        _folder.Add("b/.manifest", """{"roots":["app"]}""").Add("b/other.rego", "package other").Add("b/app/x.json", "no data of a bundle");
        (await PolicyFolder.RunAsync("check", "-b", _folder.File("b"))).Error.ShouldContain("outside the manifest's roots");
        (await PolicyFolder.RunAsync("check", "-b", _folder.File("gone"))).Code.ShouldBe(1);
        (await PolicyFolder.RunAsync("check", _folder.File("b"), "--ignore", "x.*")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        _folder.Add("a.rego", "package a\n\nx := \u001b[31m\n");
        (await PolicyFolder.RunAsync("check", _folder.Path)).Error.ShouldNotContain('\u001b');
    }
}
