namespace Attestry.HostAgent.Host;

/// <summary>Where a host keeps what is read of it.</summary>
internal sealed record HostFiles(string ImaList, string BootLog, string TeeReports, string Root)
{
    internal const string DefaultImaList = "/sys/kernel/security/ima/binary_runtime_measurements";

    internal const string DefaultBootLog = "/sys/kernel/security/tpm0/binary_bios_measurements";

    internal const string DefaultTeeReports = "/sys/kernel/config/tsm/report";

    internal string Proc => Path.Combine(Root, "proc");

    internal string MachineId => Path.Combine(Root, "etc/machine-id");

    internal IReadOnlyList<string> OsRelease => [Path.Combine(Root, "etc/os-release"), Path.Combine(Root, "usr/lib/os-release")];
}
