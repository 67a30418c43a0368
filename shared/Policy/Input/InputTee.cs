using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputTee(
    [property: Description("sevSnp or tdx.")] string Kind,
    [property: Description("Launch measurement of SEV-SNP or MRTD of TDX, SHA-384 in lower-case hexadecimal.")] string Measurement,
    [property: Description("Security versions: of SEV-SNP boot loader, tee, snp and microcode as numbers with dots, of TDX TEE_TCB_SVN in hexadecimal.")] string Tcb,
    [property: Description("Its host may read its memory.")] bool DebugAllowed,
    [property: Description("Advisories that the status rests on, such as INTEL-SA-00106.")] IReadOnlyList<string> Advisories,
    [property: Description("TDX: what Intel says of the platform, such as UpToDate; absent when nothing is known.")] string? TcbStatus = null);
