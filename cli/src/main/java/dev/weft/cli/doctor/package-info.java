/** What {@code weft doctor} looks at: each check reads one part of the set-up and returns a finding with a remedy. */
package dev.weft.cli.doctor;
