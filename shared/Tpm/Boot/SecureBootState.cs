using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Boot;

/// <summary>
/// What a boot log says of Secure Boot. Only variables whose data is what was measured count; that the log is what the PCRs hold
/// is the replay's question.
/// </summary>
/// <param name="Enabled">Null when the log does not say.</param>
/// <param name="Authorities">What let the images run that ran: entries of db or of shim's lists.</param>
public sealed record SecureBootState(
    bool? Enabled,
    IReadOnlyList<EfiSignature> PlatformKeys,
    IReadOnlyList<EfiSignature> KeyExchangeKeys,
    IReadOnlyList<EfiSignature> Allowed,
    IReadOnlyList<EfiSignature> Forbidden,
    IReadOnlyList<EfiSignature> Authorities,
    IReadOnlyList<Finding> Findings)
{
    /// <param name="pcr">7; in a CCEL the register 1, which is RTMR 0.</param>
    public static SecureBootState Of(BootLog log, int pcr = 7)
    {
        ArgumentNullException.ThrowIfNull(log);
        var findings = new List<Finding>();
        var lists = new Dictionary<string, IReadOnlyList<EfiSignature>>(StringComparer.Ordinal);
        var authorities = new List<EfiSignature>();
        bool? enabled = null;
        foreach (var measured in log.Events.Where(one => one.Pcr == pcr && !one.IsNoAction))
        {
            if (measured.Type == BootEventType.EfiVariableAuthority && EfiVariable.Read(measured) is { } authority)
            {
                // Shim measures some of its lists by their content alone.
                if (measured.IsDataMeasured && EfiSignature.ReadOne(authority.Data) is { } one)
                    authorities.Add(one);
                continue;
            }
            if (measured.Type != BootEventType.EfiVariableDriverConfig)
                continue;
            if (EfiVariable.Read(measured) is not { } variable || !measured.IsDataMeasured)
            {
                findings.Add(new(BootFindings.EventDataMismatch, Severity.High, $"Event {measured.Number} of PCR {pcr} does not hold the variable that was measured."));
                continue;
            }
            if (variable is { Name: "SecureBoot" } && variable.Vendor == EfiVariable.GlobalVendor)
                // Measured once; were it twice, it is on only when both say so.
                enabled = enabled is not false && variable.Data.Span is [1];
            else if (!lists.TryAdd(Key(variable), EfiSignature.ReadLists(variable.Data) ?? []))
                findings.Add(new(BootFindings.EventDataMismatch, Severity.High, $"The variable '{Bounded.Quote(variable.Name)}' was measured twice."));
        }
        if (enabled is false)
            findings.Add(new(BootFindings.SecureBootOff, Severity.High, "Secure Boot was off."));
        else if (enabled is null)
            findings.Add(new(BootFindings.SecureBootUnknown, Severity.Medium, "The boot log does not say whether Secure Boot was on."));
        IReadOnlyList<EfiSignature> List(Guid vendor, string name) => lists.GetValueOrDefault($"{vendor}/{name}") ?? [];
        return new(
            enabled,
            List(EfiVariable.GlobalVendor, "PK"),
            List(EfiVariable.GlobalVendor, "KEK"),
            List(EfiVariable.ImageSecurityVendor, "db"),
            List(EfiVariable.ImageSecurityVendor, "dbx"),
            authorities,
            findings);
    }

    private static string Key(EfiVariable variable) => $"{variable.Vendor}/{variable.Name}";
}
