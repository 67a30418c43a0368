using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>UEFI_VARIABLE_DATA (PFP 1.06, 10.2.6).</summary>
/// <param name="Vendor">The namespace.</param>
/// <param name="Name"><c>SecureBoot</c>, <c>PK</c>, <c>KEK</c>, <c>db</c>, <c>dbx</c>, <c>Boot0001</c>…</param>
public sealed record EfiVariable(Guid Vendor, string Name, ReadOnlyMemory<byte> Data)
{
    public static readonly Guid GlobalVendor = new("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    /// <summary>EFI_IMAGE_SECURITY_DATABASE_GUID: of db, dbx, dbt and dbr.</summary>
    public static readonly Guid ImageSecurityVendor = new("d719b2cb-3d3a-4596-a3bc-dad00e67656f");

    /// <summary>Of shim: MokList, MokListX, SbatLevel, MokListTrusted.</summary>
    public static readonly Guid ShimVendor = new("605dab50-e046-4300-abb6-3dd810dd8b23");

    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <returns>Null when the event holds no variable.</returns>
    public static EfiVariable? Read(BootEvent measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        if (measured.Type is not (BootEventType.EfiVariableDriverConfig or BootEventType.EfiVariableBoot or BootEventType.EfiVariableBoot2 or BootEventType.EfiVariableAuthority))
            return null;
        var reader = new SpanReader(measured.Data.Span);
        if (!reader.TryTake(16, out var vendor) || !reader.TryLittleUInt64(out var characters) || !reader.TryLittleUInt64(out var size)
            || characters > int.MaxValue / 2 || size > int.MaxValue
            || !reader.TryTake((int)characters * 2, out var name) || !reader.TryTake((int)size, out var data) || !reader.AtEnd)
            return null;
        try
        {
            return new(new Guid(vendor), Utf16.GetString(name), measured.Data[^data.Length..]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
