using Attestry.HostAgent.Host;
using Attestry.HostAgent.Server;
using Attestry.HostAgent.State;
using Attestry.HostAgent.Tpm;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Checks;

/// <summary>Looks at everything that the agent needs, and changes nothing.</summary>
internal sealed class HostCheck(AgentSettings settings, TimeProvider time)
{
    internal async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        var results = new List<CheckResult>();
        await AddTpmAsync(results, cancellation);
        results.Add(Of("measurement list", CheckState.Absent, MeasurementList));
        results.Add(Of("boot log", CheckState.Absent, BootLog));
        results.Add(Of("confidential machine", CheckState.Absent, Tee));
        results.Add(await ContainersAsync(cancellation));
        results.Add(Memory());
        results.Add(Of("state", CheckState.Missing, State));
        results.Add(await ServerAsync(cancellation));
        return results;
    }

    private async Task AddTpmAsync(List<CheckResult> results, CancellationToken cancellation)
    {
        try
        {
            using var tools = await TpmTools.OpenAsync(settings.Tpm, settings.SearchPath, cancellation);
            results.Add(new("tpm2-tools", CheckState.Present, tools.Version.ToString()));
            try
            {
                await AddTpmAsync(results, tools, cancellation);
            }
            catch (AgentException e)
            {
                results.Add(new("TPM", CheckState.Missing, e.What, $"Check that {settings.Tpm.Tcti} is there, and that the agent is in its group (tss)."));
            }
        }
        catch (AgentException e)
        {
            results.Add(new("tpm2-tools", CheckState.Missing, e.What, TpmTools.Remedy));
        }
    }

    private async Task AddTpmAsync(List<CheckResult> results, TpmTools tools, CancellationToken cancellation)
    {
        var facts = new TpmFacts(tools);
        var (maker, resets) = (await facts.ManufacturerAsync(cancellation), await facts.ResetsAsync(cancellation));
        results.Add(new("TPM", CheckState.Present, $"{settings.Tpm.Tcti}, made by {maker}, reset {resets} times"));
        var banks = await facts.BanksAsync(cancellation);
        results.Add(banks.Any(bank => bank != TpmHash.Sha1)
            ? new("PCR banks", CheckState.Present, string.Join(", ", banks))
            : new("PCR banks", CheckState.Missing, string.Join(", ", banks), "Turn on the SHA-256 bank in the firmware's setup, or with tpm2_pcrallocate."));
        var (persistent, indices) = (await tools.HandlesAsync("handles-persistent", cancellation), await tools.HandlesAsync("handles-nv-index", cancellation));
        results.Add(Key("endorsement key", persistent, settings.Tpm.EndorsementHandle));
        results.Add(indices.Contains(settings.Tpm.Endorsement.CertificateIndex) || settings.Tpm.CertificateFile is not null
            ? new("EK certificate", CheckState.Present, settings.Tpm.CertificateFile ?? $"at {TpmTools.Handle(settings.Tpm.Endorsement.CertificateIndex)}")
            : new("EK certificate", CheckState.Absent, $"none at {TpmTools.Handle(settings.Tpm.Endorsement.CertificateIndex)}",
                "Give the maker's with --ek-certificate, try --ek ecc, or let an administrator approve the host."));
        results.Add(Key("attestation key", persistent, settings.Tpm.AttestationHandle));
    }

    private static CheckResult Key(string what, IReadOnlySet<uint> persistent, uint handle) =>
        new(what, CheckState.Present, persistent.Contains(handle) ? $"at {TpmTools.Handle(handle)}" : $"will be made at {TpmTools.Handle(handle)} when the host enrols");

    private (bool, string, string) MeasurementList()
    {
        if (KernelFile.ReadFrom(settings.Files.ImaList, 0, HostLimits.ImaBytes).Bytes is not { } bytes)
            return (false, $"{settings.Files.ImaList} is not there", "Boot with ima_policy=tcb (or load a policy), so that the kernel measures what runs.");
        var reader = new ImaBinaryReader(new MemoryStream(bytes));
        var entries = 0;
        while (reader.Read() is not null)
            entries++;
        return entries > 1
            ? (true, $"{entries} entries", "")
            : (false, $"{entries} entries, which is no more than the boot", "Boot with ima_policy=tcb (or load a policy), so that the kernel measures what runs.");
    }

    private (bool, string, string) BootLog()
    {
        if (KernelFile.Read(settings.Files.BootLog, TpmLimits.BootLogBytes) is not { } bytes)
            return (false, $"{settings.Files.BootLog} is not there", "Boot by UEFI with the TPM turned on.");
        return Attestry.Tpm.Boot.BootLog.TryRead(bytes, out var log, out var finding)
            ? (true, $"{log.Events.Count} events", "")
            : (false, finding.Message, "Check the setting of the log.");
    }

    private (bool, string, string) Tee() => new TsmReports(settings.Files.TeeReports, time).Kind() is { } kind
        ? (true, $"{kind} reports at {settings.Files.TeeReports}", "")
        : (false, $"none at {settings.Files.TeeReports}", "Nothing is to be done unless this is a SEV-SNP or TDX machine: that needs Linux 6.7 or newer, configfs, and its guest driver.");

    private async Task<CheckResult> ContainersAsync(CancellationToken cancellation)
    {
        try
        {
            var engines = settings.OpenEngines();
            var complaints = new List<AgentException>();
            var running = await engines.ListAsync(complaints.Add, cancellation);
            var without = running.Count(container => container.Digest is null);
            return complaints.Count > 0
                ? new("containers", CheckState.Absent, string.Join(' ', complaints.Select(complaint => Sentence.End(complaint.What))), complaints[0].Remedy)
                : new("containers", CheckState.Present, engines.Names.Any()
                    ? $"{running.Count} run ({string.Join(", ", engines.Names)}){(without > 0 ? $", {without} of them of images without digest" : "")}"
                    : "no engine");
        }
        catch (AgentException e)
        {
            return new("containers", CheckState.Missing, e.What, e.Remedy);
        }
    }

    /// <summary>Of the first process, which belongs to another user unless the agent is root.</summary>
    private CheckResult Memory()
    {
        using var memory = Executables.SafeOpen.Read(Path.Combine(settings.Files.Proc, "1/mem"));
        return memory is not null
            ? new("memory of processes", CheckState.Present, "can be read")
            : new("memory of processes", CheckState.Absent, "cannot be read", "Run the agent as root or with CAP_SYS_PTRACE, as its systemd unit does.");
    }

    private (bool, string, string) State()
    {
        var state = StateFolder.Peek(settings.StateFolder);
        return state?.Server is { } server
            ? (true, $"{state.HostId} is enrolled at {server}", "")
            : (true, $"{settings.StateFolder}: not enrolled yet", "");
    }

    private async Task<CheckResult> ServerAsync(CancellationToken cancellation)
    {
        if (settings.Server is not { } server)
            return new("server", CheckState.Missing, "none is named", "Add --server URL or set ATTESTRY_SERVER.");
        try
        {
            using var client = CollectorClient.Open(server, time);
            var status = await client.ReachAsync(cancellation);
            return server.ApiKey is null
                ? new("server", CheckState.Absent, $"{server.Address} answers; no API key is given", "Give one of the role agent with --api-key-file, if the server asks for keys.")
                : new("server", CheckState.Present, $"{server.Address} answers {(int)status}");
        }
        catch (AgentException e)
        {
            return new("server", CheckState.Missing, e.What, "Check --server, --ca-file, and that the server runs.");
        }
    }

    private static CheckResult Of(string subject, CheckState otherwise, Func<(bool Present, string Detail, string Remedy)> look)
    {
        try
        {
            var (present, detail, remedy) = look();
            return new(subject, present ? CheckState.Present : otherwise, detail, remedy);
        }
        catch (AgentException e)
        {
            return new(subject, CheckState.Missing, e.What, e.Remedy);
        }
    }
}
