using System.Net;
using System.Text.Json;
using Attestry.HostAgent.Commands;
using Attestry.TestKit.Servers;

namespace Attestry.HostAgent.Tests;

/// <summary>What is typed, and what is said about it.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("run"), InlineData("once"), InlineData("enrol"), InlineData("check")]
    public async Task Shows_examples_and_exit_codes_in_its_help(string command)
    {
        var (code, output, _) = await RunAsync(null, command, "--help");
        code.ShouldBe(0);
        output.ShouldContain($"  attestry-agent {command} ");
        output.ShouldContain("Exit codes:");
        output.ShouldContain("[ATTESTRY_SERVER]");
        (await RunAsync(null, "--help")).Output.ShouldContain(command);
    }

    [Theory]
    [InlineData("once --server http://attestry.example.com", "without TLS")]
    [InlineData("once --server ftp://attestry.example.com", "--server")]
    [InlineData("once --server https://user:secret@attestry.example.com", "--server")]
    [InlineData("once --server nothing", "--server")]
    [InlineData("once", "No server is named")]
    [InlineData("once --server https://a.example --ak-handle 0x01c00002", "--ak-handle")]
    [InlineData("once --server https://a.example --ek-handle 81010001", "--ek-handle")]
    [InlineData("once --server https://a.example --ak dsa", "ecc, ecc384, rsa, rsapss")]
    [InlineData("once --server https://a.example --host-id Upper_Case", "--host-id")]
    [InlineData("once --server https://a.example --api-key-file /nowhere/key", "/nowhere/key")]
    [InlineData("once --server https://a.example --ca-file /nowhere/ca.pem", "--ca-file")]
    [InlineData("once --nothing", "--nothing")]
    [InlineData("run --server http://10.1.2.3:80", "--insecure")]
    public async Task Refuses_a_wrong_setting_with_its_name(string line, string named)
    {
        using var folder = new TemporaryFolder();
        var (code, _, errors) = await RunAsync(null, [.. line.Split(' '), "--state", folder.File("state")]);
        code.ShouldBe(2, errors);
        errors.ShouldContain(named);
        errors.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Reads_settings_from_the_environment_and_prefers_what_is_typed()
    {
        var environment = new Dictionary<string, string?> { ["ATTESTRY_SERVER"] = "http://one.example", ["PATH"] = "/nowhere", ["ATTESTRY_CONTAINERS"] = "none" };
        (await RunAsync(environment, "check")).Errors.ShouldContain("http://one.example");
        (await RunAsync(environment, "check", "--server", "http://two.example")).Errors.ShouldContain("http://two.example");
        environment["ATTESTRY_INSECURE"] = "true";
        environment["ATTESTRY_SERVER"] = "http://127.0.0.1:1";
        environment["ATTESTRY_API_KEY"] = "att_from_environment";
        var (code, output, errors) = await RunAsync(environment, "check");
        (code, errors).ShouldBe((1, ""));
        output.ShouldNotContain("att_from_environment");
    }

    [Fact]
    public async Task Names_the_package_where_the_tools_are_missing_or_too_old()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?> { ["PATH"] = folder.Path };
        string[] line = ["enrol", "--server", "http://127.0.0.1:1", "--containers", "none", "--state", folder.File("state")];
        var (code, _, errors) = await RunAsync(environment, line);
        code.ShouldBe(1);
        errors.ShouldContain("package tpm2-tools");

        Script.Write(folder.File("tpm2"), """echo 'tool="quote" version="4.3.2" tctis="x"'""");
        (code, _, errors) = await RunAsync(environment, line);
        code.ShouldBe(1);
        errors.ShouldContain("4.3.2");
        errors.ShouldContain("5.0 or newer");
    }

    [Fact]
    public async Task Checks_what_is_there_and_changes_nothing()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        host.Write("key", "att_key");
        await host.MeasureAsync("/usr/bin/a");

        (await host.RunAsync("check", collector.Address, "--api-key-file", host.File("key"), "--format", "json")).ShouldBe(0, host.Output + host.Errors);

        using var results = JsonDocument.Parse(host.Output);
        var states = results.RootElement.EnumerateArray().ToDictionary(result => result.GetProperty("subject").GetString()!, result => result.GetProperty("state").GetString());
        states["tpm2-tools"].ShouldBe("present");
        states["TPM"].ShouldBe("present");
        states["PCR banks"].ShouldBe("present");
        states["measurement list"].ShouldBe("present");
        states["server"].ShouldBe("present");
        states["EK certificate"].ShouldBe("absent");
        states["boot log"].ShouldBe("absent");
        states["confidential machine"].ShouldBe("absent");
        (await host.Tpm.RunAsync("getcap", "handles-persistent")).Trim().ShouldBeEmpty();
        Directory.Exists(host.State).ShouldBeFalse();
        collector.Enrolments.ShouldBeEmpty();

        (await host.RunAsync("check", null)).ShouldBe(1);
        host.Output.ShouldContain("Add --server URL");
        await host.Tpm.TurnOffAsync();
        (await host.RunAsync("check", collector.Address)).ShouldBe(1);
        host.Output.ShouldMatch("(?m)^TPM +missing");
    }

    [Theory]
    [InlineData(401, "API key")]
    [InlineData(403, "approve")]
    [InlineData(404, "does not know this host")]
    [InlineData(409, "--host-id")]
    [InlineData(422, "keys of this TPM")]
    [InlineData(429, "too often")]
    [InlineData(503, "not well")]
    [InlineData(302, "does not answer as")]
    public async Task Explains_every_refusal(int status, string explanation)
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        collector.AnswerNext(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{collector.Address}/elsewhere";
            context.Response.ContentType = "application/problem+json";
            await context.Response.Body.WriteAsync("""{"title":"As it \u001b[31mis","findings":["ek.untrusted"]}"""u8.ToArray());
        });

        (await host.RunAsync("enrol", collector.Address)).ShouldBe(1);

        host.Errors.ShouldContain(explanation);
        host.Errors.ShouldContain("ek.untrusted");
        host.Errors.ShouldNotContain("\u001b");
        collector.Enrolments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("""{"enrolmentId":5}""")]
    public async Task Does_not_fall_over_an_answer_that_is_none(string answer)
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        collector.AnswerNext(context => context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer)).AsTask());

        (await host.RunAsync("enrol", collector.Address)).ShouldBe(1);

        host.Errors.ShouldContain("does not answer as an Attestry collector");
    }

    [Fact]
    public async Task Does_not_activate_a_credential_that_was_made_for_another_key()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        collector.AnswerNext(context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.Created;
            return context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(
                $$"""{"enrolmentId":"x","credentialBlob":"{{Convert.ToBase64String(new byte[68])}}","encryptedSecret":"{{Convert.ToBase64String(new byte[256])}}","expires":"2100-01-01T00:00:00Z"}""")).AsTask();
        });

        (await host.RunAsync("enrol", collector.Address)).ShouldBe(1);

        host.Errors.ShouldContain("activatecredential");
        // Nothing is left in the TPM, which has room for three sessions.
        (await host.Tpm.RunAsync("getcap", "handles-loaded-session")).Trim().ShouldBeEmpty();
        (await host.Tpm.RunAsync("getcap", "handles-saved-session")).Trim().ShouldBeEmpty();
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await AgentCommandLine.RunAsync(arguments, new Terminal(output, errors, name => environment?.GetValueOrDefault(name), TimeProvider.System));
        return (code, output.ToString(), errors.ToString());
    }
}
