using Attestry.HostAgent.State;
using Attestry.TestKit.Servers;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tests;

/// <summary>The agent with a real TPM implementation, over HTTP.</summary>
public sealed class AttestationTests
{
    [Theory]
    [InlineData("rsa", "ecc")]
    [InlineData("ecc", "rsa")]
    [InlineData("rsa", "rsapss")]
    [InlineData("ecc", "ecc384")]
    [InlineData("ecc384", "ecc")]
    [InlineData("rsa3072", "rsapss")]
    public async Task Enrols_and_attests_with_keys_of_every_kind(string endorsement, string attestation)
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        await host.MeasureAsync("/usr/bin/a", "/usr/bin/b");

        (await host.RunAsync("once", collector.Address, "--ek", endorsement, "--ak", attestation)).ShouldBe(0, host.Errors);

        host.Output.ShouldStartWith("passed  node-1-");
        collector.Last!.Findings.ShouldBeEmpty();
        var enrolment = collector.Enrolments.ShouldHaveSingleItem();
        enrolment.HostId.ShouldMatch(@"\Anode-1-[0-9a-f]{12}\z");
        enrolment.HostId.ShouldNotContain("0123456789ab");
        enrolment.EkCertificate.ShouldBeNull();
        enrolment.Facts.OperatingSystem.ShouldBe("Test Linux 1");
        enrolment.Facts.Kernel.ShouldBe("6.1.0-test");
    }

    [Fact]
    public async Task Sends_the_certificate_that_the_maker_left_in_the_tpm()
    {
        if (!SoftwareTpm.IsAvailable || ExternalProgram.Find("swtpm_setup") is null)
            return;
        await using var host = await TestHost.StartAsync(certified: true);
        await using var collector = await CollectorDouble.StartAsync();

        (await host.RunAsync("enrol", collector.Address)).ShouldBe(0, host.Errors);

        var request = collector.Enrolments.ShouldHaveSingleItem();
        request.EkCertificate.ShouldNotBeNull().Span[0].ShouldBe((byte)0x30);
        TpmPublic.TryRead(request.EkPublic.Span, out var key).ShouldBeTrue();
        key!.IsEndorsementKey.ShouldBeTrue();
    }

    [Fact]
    public async Task Sends_what_was_added_since_the_last_time_and_after_a_boot_everything()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        host.Write("bootlog", "what the firmware logged");
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);
        var length = host.Ima.BinaryLength;
        await host.MeasureAsync("/usr/bin/new");
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);
        await host.RebootAsync();
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);

        collector.Evidence.Select(evidence => evidence.Ima!.Offset).ShouldBe([0, length, collector.Challenges.ElementAt(2).ImaBytes!.Value, 0]);
        collector.Evidence[2].Ima!.Entries.Length.ShouldBe(0);
        // Of each boot once.
        collector.Evidence.Select(evidence => evidence.BootLog is not null).ShouldBe([true, false, false, true]);
        collector.Challenges.Select(challenge => challenge.BootCount).Distinct().Count().ShouldBe(2);
        // The attestation key survived, so nothing was enrolled again.
        collector.Enrolments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sends_whole_entries_only_and_as_many_as_are_taken()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        await host.MeasureAsync("/usr/bin/a");
        var two = host.Ima.BinaryLength;
        await host.MeasureAsync("/usr/bin/b");
        collector.ImaMostBytes = (int)two + 10;
        // One that does not know of parts: the list is too long for it.
        collector.ImaParts = false;

        (await host.RunAsync("once", collector.Address)).ShouldBe(1);

        collector.Evidence.ShouldHaveSingleItem().Ima!.Entries.Length.ShouldBe((int)two);
    }

    [Fact]
    public async Task Sends_a_long_list_in_parts_and_goes_on_where_it_was_after_a_stop()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        host.Write("bootlog", "what the firmware logged");
        await host.MeasureAsync("/usr/bin/a", "/usr/bin/b", "/usr/bin/c", "/usr/bin/d");
        var entry = (int)(host.Ima.BinaryLength / host.Ima.Entries);
        collector.ImaMostBytes = 2 * entry;
        // The second part is not taken.
        collector.Unwell = 1;

        (await host.RunAsync("once", collector.Address)).ShouldBe(1);
        collector.Evidence.Select(evidence => evidence.Ima!.More).ShouldBe([true]);
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);

        var parts = collector.Evidence.Select(evidence => evidence.Ima!).ToList();
        parts.Select(part => part.More).ShouldBe([.. Enumerable.Repeat(true, parts.Count - 1), false]);
        parts.Select(part => part.Offset).ShouldBe([.. parts.Select((_, number) => parts.Take(number).Sum(part => (long)part.Entries.Length))]);
        parts.Sum(part => part.Entries.Length).ShouldBe((int)host.Ima.BinaryLength);
        collector.Evidence.Select(evidence => evidence.BootLog is not null).ShouldBe([true, .. Enumerable.Repeat(false, parts.Count - 1)]);
    }

    [Fact]
    public async Task Tells_what_was_found_and_fails()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        var list = await File.ReadAllBytesAsync(host.ImaList);
        list[^2] ^= 1;
        await File.WriteAllBytesAsync(host.ImaList, list);

        (await host.RunAsync("once", collector.Address)).ShouldBe(1);

        host.Output.ShouldContain("ima.template-hash-mismatch");
        (await host.RunAsync("once", collector.Address, "--format", "json")).ShouldBe(1);
        host.Output.ShouldContain("\"progress\": \"failed\"");
    }

    [Fact]
    public async Task Enrols_anew_where_the_server_or_the_tpm_lost_its_memory()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);
        collector.Forget();
        (await host.RunAsync("once", collector.Address)).ShouldBe(1);
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);
        collector.Enrolments.Count.ShouldBe(2);

        await host.Tpm.RunAsync("evictcontrol", "-c", "0x81000A77");
        (await host.RunAsync("once", collector.Address)).ShouldBe(0, host.Errors);

        collector.Enrolments.Count.ShouldBe(3);
        collector.Enrolments.Select(enrolment => enrolment.HostId).Distinct().Count().ShouldBe(1);
        collector.Enrolments.Select(enrolment => Convert.ToHexString(enrolment.AkPublic.Span)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Keeps_its_secrets_to_itself()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        host.Write("key", "att_secret\nsecond line");

        (await host.RunAsync("once", collector.Address, "--api-key-file", host.File("key"))).ShouldBe(0, host.Errors);

        collector.Keys.Distinct().ShouldBe(["att_secret"]);
        var token = StateFolder.Peek(host.State)!.HostToken!;
        (host.Output + host.Errors).ShouldNotContain(token);
        (host.Output + host.Errors).ShouldNotContain("att_secret");
        File.GetUnixFileMode(Path.Combine(host.State, "agent.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.EnumerateFiles(host.State).Select(Path.GetFileName).Order().ShouldBe(["agent.json", "lock"]);
    }

    [Fact]
    public async Task Does_not_take_a_key_of_others_for_its_own()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        await host.Tpm.RunAsync("createprimary", "-C", "o", "-c", host.File("primary.ctx"));
        await host.Tpm.RunAsync("evictcontrol", "-c", host.File("primary.ctx"), "0x81000A77");

        (await host.RunAsync("enrol", collector.Address)).ShouldBe(2);

        host.Errors.ShouldContain("--ak-handle");
        collector.Enrolments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Uses_the_passwords_of_the_tpm_where_it_has_some()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        await host.Tpm.RunAsync("changeauth", "-c", "o", "owner-secret");
        await host.Tpm.RunAsync("changeauth", "-c", "e", "endorsement-secret");
        host.Write("owner", "owner-secret");
        host.Write("endorsement", "endorsement-secret");

        (await host.RunAsync("once", collector.Address)).ShouldBe(1);
        (await host.RunAsync("once", collector.Address, "--owner-auth-file", host.File("owner"), "--endorsement-auth-file", host.File("endorsement"))).ShouldBe(0, host.Errors);
    }
}
