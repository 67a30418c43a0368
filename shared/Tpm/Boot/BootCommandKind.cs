namespace Attestry.Tpm.Boot;

public enum BootCommandKind
{
    Other = 0,

    /// <summary>PCR 8.</summary>
    GrubCommand,

    /// <summary>PCR 8 of GRUB and the kernel's own stub; 12 of systemd-stub.</summary>
    KernelCommandLine,

    /// <summary>Of an initial RAM disk or module that GRUB loaded.</summary>
    ModuleCommandLine,

    /// <summary>PCR 9: the text names a file whose content was measured.</summary>
    LoadedFile,

    /// <summary>PCR 11: the text names a section of a unified kernel image whose content was measured with it.</summary>
    UnifiedKernelSection,

    /// <summary>PCR 13.</summary>
    SystemExtension,
}
