using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Tee;

namespace Attestry.HostAgent.Host;

/// <summary>
/// Reports of the confidential machine, as Linux 6.7 and newer makes them for every vendor (Documentation/ABI/testing/configfs-tsm):
/// a folder made in configfs is a request; 64 bytes written to <c>inblob</c> are answered in <c>outblob</c> and <c>auxblob</c>.
/// </summary>
/// <param name="folder">Of the kernel, <c>/sys/kernel/config/tsm/report</c>.</param>
internal sealed class TsmReports(string folder, TimeProvider time)
{
    /// <summary>The quoting service on the host of the machine may be busy, or start.</summary>
    private const int MostTries = 5;

    private const int ProviderBytes = 256;

    /// <summary>ENXIO and ENODEV of errno(3).</summary>
    private const int NoSuchDeviceOrAddress = 6;

    private const int NoSuchDevice = 19;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, TeeKind> Providers = new(StringComparer.Ordinal) { ["sev_guest"] = TeeKind.SevSnp, ["tdx_guest"] = TeeKind.Tdx };

    private readonly string _request = Path.Combine(folder, $"attestry-agent-{Environment.ProcessId}");

    /// <summary>Which reports can be made here; null when none can: the kernel has no such folder, or the machine is no confidential one.</summary>
    /// <exception cref="AgentException">It is there and may not be used.</exception>
    internal TeeKind? Kind() => Request<TeeKind?>(ReadKind);

    /// <param name="reportData">64 bytes.</param>
    /// <exception cref="AgentException">None came.</exception>
    internal async Task<TeeEvidence> MakeAsync(byte[] reportData, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return Request(() => Make(reportData)) ?? throw new AgentException("The kernel makes no reports of a confidential machine any more.", "See attestry-agent check.");
            }
            catch (AgentException) when (tried < MostTries)
            {
                await Task.Delay(Between, time, cancellation);
            }
        }
    }

    private TeeEvidence? Make(byte[] reportData)
    {
        if (ReadKind() is not { } kind)
            return null;
        using (var inblob = new FileStream(Path.Combine(_request, "inblob"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            inblob.Write(reportData);
        var report = Read("outblob", TpmLimits.TdxQuoteBytes);
        if (report.Length == 0)
            throw new IOException("the report is empty");
        // Only SEV-SNP hands out certificates beside it, and only where the host of the machine has them.
        var certificates = kind == TeeKind.SevSnp && File.Exists(Path.Combine(_request, "auxblob")) ? Read("auxblob", TpmLimits.TeeCertificateTableBytes) : [];
        return new(kind, report) { Certificates = certificates.Length > 0 ? certificates : default(ReadOnlyMemory<byte>?) };
    }

    private TeeKind? ReadKind() =>
        Providers.TryGetValue(System.Text.Encoding.ASCII.GetString(Read("provider", ProviderBytes)).Trim(), out var kind) ? kind : null;

    private T? Request<T>(Func<T?> use)
    {
        if (!Directory.Exists(folder))
            return default;
        try
        {
            Directory.CreateDirectory(_request);
        }
        catch (IOException e) when (e.HResult is NoSuchDeviceOrAddress or NoSuchDevice)
        {
            // No driver of a confidential machine is loaded.
            return default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
        try
        {
            return use();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
        finally
        {
            Remove();
        }
    }

    private byte[] Read(string name, int most)
    {
        using var file = new FileStream(Path.Combine(_request, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var content = new MemoryStream();
        var buffer = new byte[4096];
        while (file.Read(buffer) is > 0 and var read)
        {
            content.Write(buffer, 0, read);
            if (content.Length > most)
                throw new IOException($"{name} has more than {most} bytes");
        }
        return content.ToArray();
    }

    /// <summary>The kernel takes the folder away with what is in it; one that is left is used again.</summary>
    private void Remove()
    {
        try
        {
            Directory.Delete(_request);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is found and used by the next request of this process.
        }
    }

    private AgentException Unusable(Exception e) =>
        new($"{folder} gives no report of the confidential machine: {Bounded.Quote(e.Message)}", "Run the agent as root, or as its systemd unit says for confidential machines, and see what the kernel says of tsm, sev-guest or tdx-guest.", e);
}
